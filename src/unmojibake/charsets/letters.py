"""The letters that tell the area that a text is from, as ranges of code points."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache

_RANGES = """
japanese 3041-3096 309d-309f 30a1-30fa 30fd-30ff 31f0-31ff 32d0-32fe 3300-3357 ff66-ff9f 1aff0-1aff3 1aff5-1affb
japanese 1affd-1affe 1b000-1b128 1b132 1b150-1b152 1b155 1b164-1b168 1f200
korean 1100-11ff 302e-302f 3131-318e 3200-321e 3260-327e a960-a97c ac00-d7a3 d7b0-d7c6 d7cb-d7fb ffa0-ffbe ffc2-ffc7
korean ffca-ffcf ffd2-ffd7 ffda-ffdc
chinese 2ea-2eb 2e80-2e99 2e9b-2ef3 2f00-2fd5 3001-301f 3021-3029 3038-303b 3105-312f 31a0-31bf 3400-4dbf 4e00-9fff
chinese f900-fa6d fa70-fad9 ff01-ff60 16fe2-16fe3 16ff0-16ff6 20000-2a6df 2a700-2b81e 2b820-2cead 2ceb0-2ebe0
chinese 2ebf0-2ee5d 2f800-2fa1d 30000-3134a 31350-33479
cyrillic 400-484 487-52f 1c80-1c8a 1d2b 1d78 2de0-2dff a640-a69f fe2e-fe2f 1e030-1e06d 1e08f
greek 370-373 375-377 37a-37d 37f 384 386 388-38a 38c 38e-3a1 3a3-3e1 3f0-3ff 1d26-1d2a 1d5d-1d61 1d66-1d6a 1dbf
greek 1f00-1f15 1f18-1f1d 1f20-1f45 1f48-1f4d 1f50-1f57 1f59 1f5b 1f5d 1f5f-1f7d 1f80-1fb4 1fb6-1fc4 1fc6-1fd3
greek 1fd6-1fdb 1fdd-1fef 1ff2-1ff4 1ff6-1ffe 2126 ab65 10140-1018e 101a0 1d200-1d245 1dff3-1dff4
hebrew 591-5c9 5d0-5ea 5ef-5f4 fb1d-fb36 fb38-fb3c fb3e fb40-fb41 fb43-fb44 fb46-fb4f
arabic 600-604 606-60b 60d-61a 61c-61e 620-63f 641-64a 656-66f 671-6dc 6de-6ff 750-77f 870-891 897-8e1 8e3-8ff
arabic fb50-fd3d fd40-fdcf fdf0-fdff fe70-fe74 fe76-fefc 10e60-10e7e 10ec2-10ec7 10ec9-10eee 10ef0-10eff 1ee00-1ee03
arabic 1ee05-1ee1f 1ee21-1ee22 1ee24 1ee27 1ee29-1ee32 1ee34-1ee37 1ee39 1ee3b 1ee42 1ee47 1ee49 1ee4b 1ee4d-1ee4f
arabic 1ee51-1ee52 1ee54 1ee57 1ee59 1ee5b 1ee5d 1ee5f 1ee61-1ee62 1ee64 1ee67-1ee6a 1ee6c-1ee72 1ee74-1ee77
arabic 1ee79-1ee7c 1ee7e 1ee80-1ee89 1ee8b-1ee9b 1eea1-1eea3 1eea5-1eea9 1eeab-1eebb 1eef0-1eef1
thai e01-e3a e40-e5b
vietnamese 1a0-1a1 1af-1b0 1ea0-1ef9
"""
"""Areas with ranges of their letters: the scripts of Unicode 17, and half-width marks with kana.

The marks of Chinese text and the letters of Vietnamese, which stand here too, have no script of their own. A test
compares all of it with `regex`.
"""


@cache
def _starts() -> tuple[list[int], list[tuple[int, str]]]:
    """Give the first code point of each range, in order, and its last one with its area."""
    found = []
    for area, *ranges in map(str.split, _RANGES.split("\n")[1:-1]):
        for each in ranges:
            first, _, last = each.partition("-")
            found.append((int(first, 16), int(last or first, 16), area))
    found.sort()
    return [first for first, _, _ in found], [(last, area) for _, last, area in found]


def area_of_letter(char: str) -> str:
    """Name the area that a letter tells; "" for a letter of other Latin text, and for what is no letter.

    >>> area_of_letter("の"), area_of_letter("ф"), area_of_letter("é")
    ('japanese', 'cyrillic', '')
    """
    starts, ranges = _starts()
    code = ord(char)
    at = bisect_right(starts, code) - 1
    return ranges[at][1] if at >= 0 and code <= ranges[at][0] else ""
