"""Names the edits of bytes: glosses and slips."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from unmojibake.damaging import gloss, slip

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

KINDS = ("slip", "gloss")
"""The kinds of edits."""
EDITS: Mapping[str, Callable[[bytes], bytes]] = MappingProxyType(
    {"gloss": gloss.put_in, "slip-dropped": slip.drop, "slip-shown": slip.show}
)
"""The name of each edit, as plans give it, and its function: from the bytes of a text in GBK to the edited bytes."""
