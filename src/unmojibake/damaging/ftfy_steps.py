"""Gives the damaged text for a repaired text and the steps that ftfy undid."""

from __future__ import annotations

from unmojibake.errors import PlanError

KIND = "latin"


def redo(steps: tuple[str, ...], text: str) -> str:
    r"""Give the damaged text for a text and the steps that ftfy undid. Linear.

    Args:
        steps: ftfy's steps, action and parameter in turn.
        text: The text that it read.

    Raises:
        PlanError: If a step is no mere change of charset, or the text can't have gone through it.

    >>> redo(("encode", "latin-1", "decode", "utf-8"), "sch\xf6n")
    'schÃ¶n'
    """
    # Registers the names of its charsets.
    import ftfy.bad_codecs  # noqa: PLC0415 - see above

    ftfy.bad_codecs.ok()
    pairs = list(zip(steps[-2::-2], steps[::-2], strict=True))
    for (last, origin), (first, carrier) in zip(pairs[::2], pairs[1::2], strict=False):
        if (last, first) != ("decode", "encode"):
            break
        try:
            text = text.encode(origin).decode(carrier)
        except (UnicodeError, LookupError):
            break
    else:
        if len(pairs) % 2 == 0:
            return text
    message = f"ftfy's steps {steps!r} can't be done again: they are more than charsets, or the text does not fit them"
    raise PlanError(message)
