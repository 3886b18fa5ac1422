"""Gives the damaged text for the plan of a repair, and the plan with the rules by which bytes were lost.

Where no byte was lost every decoder shows the same text. Where bytes were lost, the rule of a decoder says which mark
stands in their place, and later software may have changed that mark. `note` finds the rule that explains a damaged
span, and writes it into the plan; `retell` does the steps of the plan.
"""

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import permutations, product

from unmojibake.charsets import tables
from unmojibake.damaging import ftfy_steps, slip
from unmojibake.damaging.afterwards import LATER
from unmojibake.damaging.decoders import DECODERS, read
from unmojibake.errors import PlanError
from unmojibake.values.result import Step

_EDITED = "cp936"
"""The charset whose bytes are edited."""
_FACTS = {"codec": 2, "gloss": 2, "slip": 3}
"""How many details of a step say how it happened; the rule of the decoder follows, then the later damages."""
_REPLACEMENT, _SUBSTITUTE = "\N{REPLACEMENT CHARACTER}", "\x1a"
"""A mark of loss that GBK does not have, and the control that stands for it among the bytes."""
_WIDE = "half-width"
"""The later damage that marks of the repaired text share, since a repair keeps to the width of its page."""
_WIDENED = str.maketrans({code: chr(code + 0xFEE0) for code in map(ord, "!(),:;?")})
_LAYERS = 2
"""Layers whose decoders may differ from each other; in deeper plans one rule is looked for."""


def retell(plan: Sequence[Step], text: str) -> str:
    """Give the damaged text for a plan and a text: the work of `unmojibake.replay`."""
    if [step.kind for step in plan] == [ftfy_steps.KIND]:
        return ftfy_steps.redo(plan[0].detail, text)
    for steps in _passes(plan):
        decoder, later = _rule(steps[-1])
        text = _read(steps, text, decoder, wide=_WIDE in later)
        if any(_REPLACEMENT in step.detail for step in steps):
            text = text.replace(_SUBSTITUTE, _REPLACEMENT)
        text = _later(text, later)
    return text


def note(plan: tuple[Step, ...], before: str, after: str) -> tuple[Step, ...]:
    """Give the plan of a change with the rule by which its bytes were lost.

    Args:
        plan: The steps of a change, without rules.
        before: The damaged span.
        after: The repaired text.

    Returns:
        The plan with a rule by which `retell` makes `before` of `after`: the first of `DECODERS` that does, alone or
        with what later software does. The plan as it was when there is none, when
        nothing was lost, or by the first of them, which is Windows' and need not be said; and where a step is of
        a kind that can't be told again. Linear in the length of the span.
    """
    if any(step.kind not in _FACTS for step in plan) or _told(plan, after) == before:
        return plan
    for variant in dict.fromkeys((plan, _shown(plan))):
        if told := _explained(variant, before, after):
            return told
    return plan


def _explained(plan: tuple[Step, ...], before: str, after: str) -> tuple[Step, ...] | None:
    """Give the plan with the first rule by which it makes the damaged span; None where no rule does."""
    seen: set[str | None] = {None}
    for rules in _choices(len(list(_passes(plan)))):
        told = _ruled(plan, rules, ())
        made = _told(told, after)
        if made == before:
            return told
        if made is not None and made not in seen:
            for names in _laters(made):
                if _later(made, names) == before:
                    return _ruled(plan, rules, names)
        seen.add(made)
        if plan[-1].kind != "codec" and _told(told := _ruled(plan, rules, (_WIDE,)), after) == before:
            return told
    return None


def _shown(plan: tuple[Step, ...]) -> tuple[Step, ...]:
    """Give a plan whose slips are shown by a '?', which the byte before may have eaten without a trace."""
    slips = {
        step: replace(step, detail=(step.detail[0], "?", *step.detail[2:])) for step in plan if step.kind == "slip"
    }
    return tuple(slips.get(step, step) for step in plan)


def _told(plan: tuple[Step, ...], text: str) -> str | None:
    """Give the damaged text; None when an origin lacks a character or an edit has no place."""
    try:
        return retell(plan, text)
    except PlanError:
        return None


def _later(text: str, names: Iterable[str]) -> str:
    """Give a text after some later damages, by their names."""
    for name in names:
        text = LATER[name](text)
    return text


def _choices(layers: int) -> Iterator[tuple[str, ...]]:
    """Give the choices of a decoder for each layer: first those of one decoder for all layers."""
    yield from ((decoder,) * layers for decoder in DECODERS)
    if layers == _LAYERS:
        yield from (pair for pair in product(DECODERS, repeat=layers) if len(set(pair)) > 1)


def _laters(text: str) -> Iterator[tuple[str, ...]]:
    """Give the later damages that may have happened to a text: one, or two in either order, of those that change it."""
    able = [name for name, do in LATER.items() if do(text) != text]
    yield from ((name,) for name in able)
    yield from permutations(able, 2)


def _ruled(plan: tuple[Step, ...], rules: Sequence[str], later: tuple[str, ...]) -> tuple[Step, ...]:
    """Give a plan with a rule in each pass, and the later damages in the last one."""
    found: list[Step] = []
    passes = list(_passes(plan))
    for steps, rule in zip(passes, rules, strict=True):
        *others, last = (replace(step, detail=(*step.detail[: _FACTS[step.kind]], rule)) for step in steps)
        found += [*others, replace(last, detail=last.detail + later) if steps is passes[-1] else last]
    return tuple(found)


def _passes(plan: Sequence[Step]) -> Iterator[list[Step]]:
    """Give the passes of a plan, each read at once: a codec step, or the edits that follow each other."""
    edits: list[Step] = []
    for step in plan:
        if len(step.detail) < _FACTS.get(step.kind, len(step.detail) + 1):
            known = ", ".join(_FACTS)
            message = (
                f"a step {step} can't be told again: give those of a `Change`, of kind {known}, with their details"
            )
            raise PlanError(message)
        if step.kind == "codec":
            if edits:
                yield edits
                edits = []
            yield [step]
        else:
            edits.append(step)
    if edits:
        yield edits


def _rule(step: Step) -> tuple[str | None, tuple[str, ...]]:
    """Give the decoder that a step notes, if any, and the names of the later damages."""
    rule = step.detail[_FACTS[step.kind] :]
    decoder, names = (rule[0], rule[1:]) if rule else (None, ())
    if unknown := [name for name in names if name not in LATER]:
        message = f"unknown later damage {unknown[0]!r}: give one of {', '.join(LATER)}"
        raise PlanError(message)
    return decoder, names


def _read(steps: list[Step], text: str, decoder: str | None, *, wide: bool) -> str:
    """Give a text after one pass: after a wrong reading, or after the edits of its bytes."""
    edits = steps[0].kind != "codec"
    origin, carrier = (_EDITED, _EDITED) if edits else steps[0].detail[:2]
    try:
        if edits and wide:
            data = _edited(tables.encode(text.translate(_WIDENED), origin), _moved(steps, text))
        else:
            if not edits:
                return _wrongly(text, origin, carrier, decoder)
            data = _edited(tables.encode(text, origin), _places(steps))
        return _decoded(data, carrier, decoder)
    except PlanError:
        raise
    except ValueError as error:
        raise PlanError(str(error)) from None


@functools.lru_cache(maxsize=64)
def _wrongly(text: str, origin: str, carrier: str, decoder: str | None) -> str:
    """Give a text as it is wrongly read, kept: an inner layer is read alike under every rule of the outer layer."""
    return _decoded(tables.encode(text, origin), carrier, decoder)


def _decoded(data: bytes, carrier: str, decoder: str | None) -> str:
    """Give the text of bytes: by a rule, or as every decoder reads them, or as the first one where they differ."""
    if decoder is None:
        try:
            return tables.decode(data, carrier)
        except UnicodeDecodeError:
            decoder = DECODERS[0]
    return read(data, carrier, decoder)


def _places(steps: list[Step]) -> list[tuple[int, Step]]:
    """Give each edit with the byte of the text where it was."""
    return [(int(step.detail[_FACTS[step.kind] - 1]), step) for step in steps]


def _moved(steps: list[Step], text: str) -> list[tuple[int, Step]]:
    """Give each edit with its byte in the text whose marks are full-width: `,` takes one byte there, `，` two."""
    wide = tables.encode(text.translate(_WIDENED), _EDITED)
    moved = {}
    narrow = at = 0
    for char in text:
        size = len(tables.encode(char, _EDITED))
        moved.update({narrow + inside: at + inside for inside in range(size)})
        narrow += size
        at += len(tables.encode(char.translate(_WIDENED), _EDITED))
    return [(moved.get(place, len(wide)), step) for place, step in _places(steps)]


def _edited(data: bytes, places: list[tuple[int, Step]]) -> bytes:
    """Give the bytes of a text after its edits, done from the last place to the first, so that places stay right."""
    for at, step in reversed(places):
        data = _EDITS[step.kind](data, at, step.detail)
    return data


def _gloss(data: bytes, at: int, detail: tuple[str, ...]) -> bytes:
    """Give bytes with a gloss put in; its bracket may have been eaten since, so that the plan has `?`."""
    return data[:at] + tables.encode("(" + detail[0][1:], _EDITED) + data[at:]


def _slip(data: bytes, at: int, detail: tuple[str, ...]) -> bytes:
    """Give bytes without the one that slipped, or with the mark that the plan has in its place."""
    start = at - len(slip.BEFORE)
    if start < 0 or data[start:at] != slip.BEFORE:
        message = f"no byte can have slipped before byte {at} of the text: this plan is of another text"
        raise PlanError(message)
    shown = detail[1].replace(_REPLACEMENT, _SUBSTITUTE)
    return data[:start] + shown.encode() + data[start + 1 :]


_EDITS: Mapping[str, Callable[[bytes, int, tuple[str, ...]], bytes]] = {"gloss": _gloss, "slip": _slip}
