"""Gives the repaired text under the name and with the options of ftfy.fix_encoding."""

from __future__ import annotations

from unmojibake.pipeline.gate import first_look
from unmojibake.pipeline.repair import not_text, text_of

# Type checkers know the name; importing it from typing would be a tenth of what this library may cost.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from ftfy import TextFixerConfig

    from unmojibake.values.config import Config


def fix_encoding(text: str, config: TextFixerConfig | Config | None = None) -> str:
    """Give a text with its encoding damage repaired, and no other clean-up.

    As `ftfy.fix_encoding`, which repairs Western text, for text of every script. Never raises on any string.

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
        from unmojibake.compat.ftfy_api import fix_encoding_and_explain  # noqa: PLC0415 - it stands on this

        return fix_encoding_and_explain(text, config).text
    try:
        # Not `passes`: text that is lost for good is reported by `repair`, and never changed.
        if first_look.is_clean(text):
            return text
    except (AttributeError, TypeError):
        raise not_text(text) from None
    return text_of(text)
