"""Gives the language tag of a text, so that a browser draws its Han characters as that language writes them."""

import regex

_KANA, _HANGUL, _HAN = (regex.compile(script) for script in (r"[\p{Hiragana}\p{Katakana}]", r"\p{Hangul}", r"\p{Han}"))
# The charsets of one language, each with the tag of that language.
_CHARSETS = {
    **dict.fromkeys(("cp936", "gbk", "gb18030", "gb2312"), "zh-Hans"),
    **dict.fromkeys(("big5", "cp950", "big5hkscs"), "zh-Hant"),
    **dict.fromkeys(("cp932", "shift_jis", "euc-jp", "euc_jp"), "ja"),
    **dict.fromkeys(("cp949", "euc-kr", "euc_kr"), "ko"),
}


def tag(text: str, charset: str = "") -> str:
    """Give the language tag of a text.

    Args:
        text: The text.
        charset: The charset that it came from or was read in, if one is known.

    Returns:
        "ja", "ko", "zh-Hans", "zh-Hant", or "" for a text without Han characters, where it makes no difference.

    Example:
        >>> tag("\u8bfb\u53d6"), tag("\u8b80\u53d6"), tag("\u306e\u8b80"), tag("abc")
        ('zh-Hans', 'zh-Hant', 'ja', '')
    """
    if charset in _CHARSETS:
        return _CHARSETS[charset]
    if _KANA.search(text):
        return "ja"
    if _HANGUL.search(text):
        return "ko"
    han = _HAN.findall(text)
    if not han:
        return ""
    # The old charset of each side has only the forms of that side: GB 2312 has 读 and no 讀, Big5 讀 and no 读.
    hans, hant = (sum(_fits(char, charset) for char in han) for charset in ("gb2312", "big5"))
    return "zh-Hant" if hant > hans else "zh-Hans"


def _fits(char: str, charset: str) -> bool:
    """Tell whether a charset has a character."""
    try:
        char.encode(charset)
    except UnicodeEncodeError:
        return False
    return True
