"""Makes the pattern of suspicious characters: those that clean text hardly ever has, alone or in such company.

Each reason to look closer is a named piece of the pattern. A piece is matched behind the watched character, so most
pieces look behind themselves. The sets of characters are counted by scripts/count/gate.py.
"""

from __future__ import annotations

import functools

from unmojibake.pipeline.gate.character_sets import ESCAPED, load_sets

IN_A_ROW = "(?<=[{latin}].)"
"""Two accented letters or signs in a row: `\xc3\xa9`."""
_BEHIND_HAN = r"(?<=[\u3400-\u9fff][(?]{letters}.)"
_HIT = """(?:
    {escaped}
    | (?<=[{begins}{telling}])(?:{merged} | {company})  # asked at once, as it is at every hit
    | (?<![^A-Za-z{latin}{small}{capital}][{behind}{between}])  # most hits: in no company that could tell anything
    (?: {rare} | {outside_a_word} | {beside_latin} | {capitals_inside} | {capitals_all_over} )
    )"""


def watched() -> str:
    """Give the character class that begins every hit: all characters but those that pass wherever they stand."""
    return f"[^!！{load_sets()['passing']}]"


def pattern(in_a_row: str) -> str:
    """Give the verbose pattern of what makes a watched character suspicious; it stands behind `watched`.

    Args:
        in_a_row: Which accented letters or signs in a row are suspicious, such as IN_A_ROW.
    """
    sets = load_sets()
    return _HIT.format(**sets | {name: piece.format(**sets) for name, piece in _pieces(in_a_row).items()})


def _pieces(in_a_row: str) -> dict[str, str]:
    r"""Give each reason to look closer with its piece of the pattern; names in braces are sets of characters.

    Examples of what each finds: an escape `\u00c3\u00a9` (escaped); three hanzi that two wrong readings made of one,
    `娑擃厽` (merged); a rare character, `\xa6` (rare); a letter that does not follow another one, or does not stand
    between two, `\xdf` (outside_a_word); two accented letters in a row, or one in a bracket behind a hanzi, `經(j\xa8`
    (beside_latin); capitals inside or all over Cyrillic words, `аБв`, `РџСЂ` (capitals_inside, capitals_all_over).
    """
    in_brackets = "|".join(_BEHIND_HAN.format(letters="[a-z]" * count) for count in range(4))
    return {
        "escaped": rf"(?<=[\\%&]){_doubled(ESCAPED)}",
        "merged": "(?<=[{begins}])[{goes_on}]{{2}}",
        "rare": "(?<![{watched}])",
        "outside_a_word": "(?<=[A-Za-z][{behind}]) | (?<=[A-Za-z][{between}])(?=[A-Za-z])",
        "beside_latin": f"(?<=[{{latin}}])(?:{in_a_row}|{in_brackets})",
        "capitals_inside": "(?<=[{small}][{capital}])",
        "capitals_all_over": "(?<=[{capital}]{{4}})",
    }


@functools.cache
def _doubled(pattern: str) -> str:
    """Give a pattern with its braces doubled, so that `str.format` leaves them: `a{2}` as `a{{2}}`."""
    return pattern.replace("{", "{{").replace("}", "}}")
