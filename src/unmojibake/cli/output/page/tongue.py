"""Which language a cell is in, so that a browser draws its Han characters as that language writes them."""

import unicodedata

# A charset of one language says which it is.
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
    names = {unicodedata.name(char, "").split(" ")[0] for char in set(text)}
    if names & {"HIRAGANA", "KATAKANA"}:
        return "ja"
    if "HANGUL" in names:
        return "ko"
    han = [char for char in text if unicodedata.name(char, "").startswith("CJK")]
    if not han:
        return ""
    # The old charset of each side has only the forms of that side.
    hans, hant = (sum(_fits(char, charset) for char in han) for charset in ("gb2312", "big5"))
    return "zh-Hant" if hant > hans else "zh-Hans"


def _fits(char: str, charset: str) -> bool:
    """Tell whether a charset has a character."""
    try:
        char.encode(charset)
    except UnicodeEncodeError:
        return False
    return True
