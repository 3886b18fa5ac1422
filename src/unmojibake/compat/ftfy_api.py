"""ftfy's functions under their own names: its whole clean-up, with the encoding step of this library.

So that `import unmojibake as ftfy` works in a pipeline. ftfy itself is imported by the first call, never before.
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from unmojibake.compat.ftfy_plans import beyond, explain, note
from unmojibake.decoding.find import sniff
from unmojibake.errors import WrongTypeError
from unmojibake.pipeline.gate import first_look
from unmojibake.pipeline.repair import repair
from unmojibake.values.config import DEFAULT_PRIOR, Config

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO, TextIO

    from ftfy import ExplainedText, ExplanationStep, TextFixerConfig


_FIXERS = (
    "fix_c1_controls",
    "fix_latin_ligatures",
    "fix_character_width",
    "uncurl_quotes",
    "fix_line_breaks",
    *("fix_surrogates", "remove_terminal_escapes", "remove_control_chars"),
)


class _Settings(NamedTuple):
    """The options of a call, ftfy's and ours.

    Attributes:
        clean_up: ftfy's options.
        config: Ours, with the same options for where ftfy is asked.
        given: Whether the caller gave a `TextFixerConfig`, to be obeyed to the letter.
    """

    clean_up: TextFixerConfig
    config: Config
    given: bool


def fix_text(text: str, config: TextFixerConfig | Config | None = None, **options: Any) -> str:  # noqa: ANN401 - ftfy's
    """Give a text after ftfy's whole clean-up, with the encoding step of this library.

    Args:
        text: Any string. All of it is taken as one document.
        config: ftfy's options, obeyed to the letter: then ftfy's own repair of UTF-8 read in a charset of one byte
            stands, and only repairs of damage that it does not know are added. Or a `Config`, whose `ftfy` is the same.
            None: all of ftfy's steps but the width, quote and line break fixers, which would change good CJK text.
        **options: Fields of `ftfy.TextFixerConfig`, instead of the config's.

    Returns:
        The text; the same object when nothing was changed. Linear.

    Raises:
        TypeError: If `text` is not a string.
        WrongTypeError: If `config` is neither. It is a ConfigError, and a TypeError.

    >>> fix_text("鎿嶄綔鎴愬姛 &hellip;")
    '操作成功 …'
    """
    return _clean_up(text, _settings(config, options), None)


def fix_text_segment(text: str, config: TextFixerConfig | Config | None = None, **options: Any) -> str:  # noqa: ANN401
    """Give a piece of a text after the same clean-up as `fix_text`, from which it does not differ here.

    >>> fix_text_segment("鎿嶄綔鎴愬姛")
    '操作成功'
    """
    return fix_text(text, config, **options)


def fix_and_explain(text: str, config: TextFixerConfig | Config | None = None, **options: Any) -> ExplainedText:  # noqa: ANN401
    r"""Give a text after ftfy's clean-up, and the steps that were done.

    Args:
        text: Any string.
        config: See `fix_text`.
        **options: See `fix_text`.

    Returns:
        The text, and the steps that `apply_plan` does again; None instead of steps where `explain` is off. The
        plan of the changes themselves, with places and probabilities, is that of `repair`.

    Raises:
        TypeError: As `fix_text`.

    >>> fix_and_explain("d&eacute;jÃ\xa0 vu").explanation[0]
    ('apply', 'unescape_html')
    """
    from ftfy import ExplainedText  # noqa: PLC0415 - on use, see above

    settings = _settings(config, options)
    steps: list[ExplanationStep] = []
    fixed = _clean_up(text, settings, steps)
    return ExplainedText(fixed, steps if settings.clean_up.explain else None)


def fix_encoding_and_explain(
    text: str,
    config: TextFixerConfig | Config | None = None,
    **options: Any,  # noqa: ANN401 - ftfy's signature
) -> ExplainedText:
    """Give a text with its encoding damage repaired, and the steps; see `fix_and_explain`.

    >>> fix_encoding_and_explain("鎿嶄綔鎴愬姛")
    ExplainedText(text='操作成功', explanation=[('encode', 'gbk'), ('decode', 'utf-8')])
    """
    from ftfy import ExplainedText  # noqa: PLC0415 - on use, see above

    steps: list[ExplanationStep] = []
    fixed = _encoding(text, _settings(config, options), steps)
    return ExplainedText(fixed, steps)


def fix_file(
    input_file: TextIO | BinaryIO,
    encoding: str | None = None,
    config: TextFixerConfig | Config | None = None,
    **options: Any,  # noqa: ANN401 - ftfy's signature
) -> Iterator[str]:
    r"""Give the lines of a file after ftfy's clean-up.

    Args:
        input_file: An open file. Bytes without an encoding are read whole and decoded by `unmojibake.decode`.
        encoding: That of a binary file.
        config: See `fix_text`.
        **options: See `fix_text`.

    Yields:
        The lines, each decided alone: `fix_text` on the whole text knows more.

    Raises:
        BinaryError: If the bytes are no text.

    >>> import io
    >>> list(fix_file(io.BytesIO("鎿嶄綔鎴愬姛\n".encode())))
    ['操作成功\n']
    """
    settings = _settings(config, options)
    lines = cast("Iterator[str | bytes]", iter(input_file))
    for line in lines:
        if isinstance(line, str):
            yield _clean_up(line, settings, None)
        elif encoding is not None:
            yield _clean_up(line.decode(encoding), settings, None)
        else:
            text, _ = guess_bytes(line + b"".join(cast("Iterator[bytes]", lines)))
            yield from (_clean_up(each, settings, None) for each in _lines(text))


def _lines(text: str) -> list[str]:
    """Give the lines of a text, line feeds included."""
    lines = [line + "\n" for line in text.split("\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]


def guess_bytes(bstring: bytes) -> tuple[str, str]:
    """Give the text of bytes without repairing it, and their encoding.

    Args:
        bstring: The bytes.

    Returns:
        The text, and the encoding that `unmojibake.decode` found.

    Raises:
        BinaryError: If the bytes are no text.
        TypeError: If they are no bytes.

    >>> guess_bytes("图书馆".encode("gbk"))
    ('图书馆', 'gb18030')
    """
    found = sniff(bstring, None, DEFAULT_PRIOR, first_look.is_clean)
    return found.text, found.encoding


def _settings(config: TextFixerConfig | Config | None, options: dict[str, Any]) -> _Settings:
    """Give the options of a call as one value."""
    from ftfy import TextFixerConfig  # noqa: PLC0415 - on use, see above

    ours = config if isinstance(config, Config) else Config()
    wanted = ours.ftfy if isinstance(config, Config) else config
    if wanted is not None and not isinstance(wanted, TextFixerConfig):
        message = f"expected ftfy.TextFixerConfig, unmojibake.Config or None, got {type(wanted).__name__}"
        raise WrongTypeError(message)
    # Full-width letters, curly quotes and U+2028 are right in most Chinese text: `，` and `”` must stay.
    clean_up = wanted or TextFixerConfig(fix_character_width=False, uncurl_quotes=False, fix_line_breaks=False)
    clean_up = clean_up._replace(**options)
    return _Settings(clean_up, replace(ours, ftfy=clean_up), given=wanted is not None)


def _clean_up(text: str, settings: _Settings, steps: list[ExplanationStep] | None) -> str:
    """Give a text after ftfy's steps, repeated until none changes it."""
    if not isinstance(text, str):
        message = f"expected str, got {type(text).__name__}: decode bytes first, for instance with unmojibake.decode()"
        raise TypeError(message)
    clean_up = settings.clean_up
    if clean_up.unescape_html == "auto" and "<" in text:
        clean_up = clean_up._replace(unescape_html=False)
    while True:
        before = text
        text = _step("unescape_html", text, clean_up, steps)
        text = _encoding(text, settings, steps)
        for name in _FIXERS:
            text = _step(name, text, clean_up, steps)
        if clean_up.normalization is not None and not unicodedata.is_normalized(clean_up.normalization, text):
            text = unicodedata.normalize(clean_up.normalization, text)
            note(steps, "normalize", clean_up.normalization)
        if text == before:
            return before


def _step(name: str, text: str, clean_up: TextFixerConfig, steps: list[ExplanationStep] | None) -> str:
    """Give a text after one of ftfy's steps, if the options ask for it."""
    if not getattr(clean_up, name):
        return text
    from ftfy import FIXERS  # noqa: PLC0415 - on use, see above

    fixed = str(FIXERS[name](text))
    if fixed != text:
        note(steps, "apply", name)
        return fixed
    return text


def _encoding(text: str, settings: _Settings, steps: list[ExplanationStep] | None) -> str:
    """Give a text with its encoding damage repaired, as the options say."""
    if not settings.clean_up.fix_encoding:
        return text
    if settings.given:
        text = _as_ftfy(text, settings.clean_up, steps)
    result = repair(text, settings.config)
    fixed = beyond(text, result) if settings.given else result.text
    if fixed != text and steps is not None:
        steps += explain(text, fixed, result, settings.clean_up, given=settings.given)
    return fixed


def _as_ftfy(text: str, clean_up: TextFixerConfig, steps: list[ExplanationStep] | None) -> str:
    """Give a text after ftfy's own encoding step, with the options that its `fix_text` ignores there."""
    from ftfy import fix_encoding_and_explain as explained  # noqa: PLC0415 - on use, see above
    from ftfy.badness import is_bad  # noqa: PLC0415 - the same

    if text.isascii() or not is_bad(text):
        return text
    if steps is None:
        return "".join(explained(piece, clean_up).text for piece in _segments(text, clean_up.max_decode_length))
    fixed, plan = explained(text, clean_up)
    steps += plan or []
    return fixed


def _segments(text: str, longest: int) -> Iterator[str]:
    """Give the pieces of a text as ftfy cuts it: at line feeds, and after so many code points."""
    for line in _lines(text):
        for at in range(0, len(line), longest):
            yield line[at : at + longest]
