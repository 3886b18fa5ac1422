"""The public functions, read top to bottom: gate, explanations of each line, choice, result.

Everything behind the gate is imported when the first text fails it: clean text, and importing this library, cost
nothing more.
"""

from __future__ import annotations

from unmojibake import gate
from unmojibake.config import Config

# Type checkers know the name; importing it from typing would be a tenth of what this library may cost.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from ftfy import TextFixerConfig

    from unmojibake.confidence import Stated
    from unmojibake.context import Context
    from unmojibake.decoded import Decoded
    from unmojibake.result import Change, Result, Suspect

_DEFAULT = Config()


def fix_encoding(text: str, config: TextFixerConfig | Config | None = None) -> str:
    """Repair encoding damage in a text, and nothing else.

    What `ftfy.fix_encoding` does for Western text, for every script. Never raises on any string.

    Args:
        text: Any string.
        config: ftfy's options, or ours; see `unmojibake.fix_text`. None: the defaults of `repair`.

    Returns:
        The repaired text; the same object when nothing was changed. Linear; clean text costs a few nanoseconds a
        character.

    Raises:
        TypeError: If `text` is not a string.

    >>> fix_encoding("鎿嶄綔鎴愬姛")
    '操作成功'
    """
    # No keywords as ftfy has: to be ready for them costs a quarter of what clean text costs.
    if config is not None:
        from unmojibake.ftfy_names import fix_encoding_and_explain  # noqa: PLC0415 - it stands on this

        return fix_encoding_and_explain(text, config).text
    try:
        # `gate.is_clean`, written out: what it calls also refuses what is no string.
        if text.isascii():
            if not gate.is_escaped(text):
                return text
        elif (hit := gate.glance(text)) is None or gate.is_passed(text, hit):
            return text
    except (AttributeError, TypeError):
        raise _not_text(text) from None
    return repair(text).text


def repair(text: str, config: Config = _DEFAULT, context: Context | None = None) -> Result:
    """Find what is damaged in a text, and repair what can be repaired.

    Args:
        text: Any string. All of it is taken as one document.
        config: What to repair, and how sure to be.
        context: What the document tells its lines. None: it is learned from `text`. Pass the one of the whole
            document to repair pieces of it.

    Returns:
        The text with every change, its plan and its probability. Clean text is the same object. Linear in the length
        of the text.

    Raises:
        TypeError: If `text` is not a string.

    >>> repair("鎿嶄綔鎴愬姛").changes[0].plan
    (Step(kind='codec', detail=('utf-8', 'cp936')),)
    """
    if not isinstance(text, str):
        raise _not_text(text)
    if gate.passes(text, config.kinds) and not (context and context.everywhere):
        from unmojibake.result import Result, Verdict  # noqa: PLC0415 - three times what the gate costs to import

        return Result(text, changed=False, verdict=Verdict.CLEAN, confidence=1.0)
    from unmojibake import record  # noqa: PLC0415 - behind the gate, see above
    from unmojibake.choose import choose, taken  # noqa: PLC0415 - the same
    from unmojibake.document import explained, prior  # noqa: PLC0415 - the same
    from unmojibake.weighing import is_written  # noqa: PLC0415 - the same

    found, known = explained(text, config, context)
    changes: list[Change] = []
    suspects: list[Suspect] = []
    exact = 1.0
    while found:
        # Each goes when it is written down: Python's collector has less to look through.
        draft, entries, plans = found.popleft()
        made: list[tuple[Change, Stated]] = []
        choices = choose(entries, prior(config, known, plans), draft.line)
        for choice, is_sure in zip(choices, taken(choices, config.min_damaged), strict=True):
            change, stated = record.change_of(draft, choice, known)
            if is_sure and _is_wanted(change, config) and is_written(change.before, change.after):
                made.append((change, stated))
            elif change.damaged >= _DOUBT:
                suspects.append(record.unsure(change))
        suspects += draft.locked
        ordered, share = record.as_a_line(draft, made)
        exact *= share
        changes += ordered
    return record.result_of(text, changes, suspects, exact)


def decode(data: bytes, declared: str | None = None, config: Config = _DEFAULT) -> Decoded:
    r"""Turn bytes into text, and repair the text.

    A byte order mark decides; then UTF-8, if the bytes are valid UTF-8, whatever a label says. Of all other encodings
    the likeliest is taken: a label, of the caller or in the first 1,024 bytes of a page, counts for much, what the
    language model makes of the text for more. Where the lines of a file differ, each is read in its own.

    Args:
        data: The bytes. Also a bytearray or memoryview.
        declared: A label from outside, such as the charset of an HTTP header. The names of the WHATWG standard, and
            Python's. None, or a name that nobody knows: there is none.
        config: For the repair. Its `prior` is also how often a label lies, and a line differs from the others.

    Returns:
        The text with its encoding. Linear. Valid UTF-8 costs what `bytes.decode` and the gate cost; of other
        bytes the model reads a sample of some thousand.

    Raises:
        BinaryError: If the bytes are no text.
        TypeError: If `data` is not bytes, or `declared` not a string.

    >>> found = decode("图书馆".encode("gbk"), declared="iso-8859-1")
    >>> found.text, found.encoding, found.label_lied
    ('图书馆', 'gb18030', True)
    """
    from unmojibake.decoded import Decoded  # noqa: PLC0415 - text needs none of it
    from unmojibake.sniff import sniff  # noqa: PLC0415 - the same

    found = sniff(data, declared, config.prior, gate.is_clean)
    result = repair(found.text, config)
    return Decoded(
        result.text,
        changed=result.changed,
        verdict=result.verdict,
        confidence=result.confidence * found.confidence,
        changes=result.changes,
        suspects=result.suspects,
        encoding=found.encoding,
        how=found.how,
        label_lied=found.label_lied,
        segments=found.segments,
    )


_DOUBT = 0.5
"""From this P(damaged) on, what is left as it is is reported: it is likelier damaged than not."""


def _not_text(value: object) -> TypeError:
    return TypeError(f"expected str, got {type(value).__name__}: decode bytes first, for instance with bytes.decode()")


def _is_wanted(change: Change, config: Config) -> bool:
    """Tell whether a change is of a kind that is repaired, and what was filled in sure enough."""
    if config.kinds is not None:
        kinds = {step.kind for step in change.plan}
        if not (kinds if "escape" not in kinds else {"escape"}) <= config.kinds:
            return False
    return not change.filled or change.confidence >= config.min_confidence
