"""What unknown bytes make of characters: the same for every loss of a carrier, so it is worked out once."""

import functools

from unmojibake.damage.origins import Origin


@functools.lru_cache(64)
def ended(decoder: Origin, begun: tuple[bytes, ...], allowed: frozenset[int]) -> str:
    """Give the characters that one more byte makes of many beginnings."""
    return "".join(decoder.choices(beginning, allowed)[0] for beginning in begun)


@functools.lru_cache(8)
def behind(decoder: Origin, pairs: frozenset[tuple[int, frozenset[int]]]) -> tuple[tuple[bytes, frozenset[int]], ...]:
    """Give for each character that the second byte of a pair may begin the first bytes before it."""
    found: dict[bytes, set[int]] = {}
    for first, trails in pairs:
        for beginning in decoder.choices(b"", trails)[1]:
            found.setdefault(beginning, set()).add(first)
    return tuple((beginning, frozenset(firsts)) for beginning, firsts in found.items())


@functools.lru_cache(256)
def going_on(decoder: Origin, allowed: frozenset[int], known: bytes) -> tuple[bytes, ...]:
    """Give the characters that a byte may begin and that known bytes end, or lengthen."""
    runs = ((beginning, *decoder.run(beginning + known)) for beginning in decoder.choices(b"", allowed)[1])
    return tuple([beginning for beginning, text, _, begun in runs if text or begun > len(known)])


@functools.lru_cache(256)
def paired(
    decoder: Origin, partial: bytes, pairs: frozenset[tuple[int, frozenset[int]]]
) -> tuple[tuple[tuple[bytes, str], ...], str, tuple[bytes, ...]]:
    """Give what two unknown bytes make of a begun character: the same for every loss of a carrier.

    Returns:
        What the second byte begins, with the characters that the first one ends; the characters that both end; what
        both lengthen.
    """
    trails = dict(pairs)
    chars, begun = decoder.choices(partial, frozenset(trails))
    firsts: dict[bytes, list[str]] = {}
    for first in chars:
        for beginning in decoder.choices(b"", trails.get(decoder.last_byte(first), frozenset()))[1]:
            firsts.setdefault(beginning, []).append(first)
    both = [decoder.choices(beginning, trails.get(beginning[-1], frozenset())) for beginning in begun]
    longer = tuple([each for _, going in both for each in going])
    return tuple([(one, "".join(found)) for one, found in firsts.items()]), "".join(done for done, _ in both), longer
