"""Every row of the table of wrong readings repairs something: a sentence of its area, damaged by it, comes back."""

import tomllib
from pathlib import Path

import pytest

from unmojibake import damage, repair
from unmojibake.charsets import tables, wrong_readings
from unmojibake.charsets.wrong_readings import ROWS, Chain
from unmojibake.damaging.edits import EDITS, KINDS
from unmojibake.errors import PlanError

SENTENCES = {
    area: [sentence for sentences in languages.values() for sentence in sentences]
    for area, languages in tomllib.loads(
        Path(__file__).with_name("fixtures").joinpath("sentences.toml").read_text(encoding="utf-8")
    ).items()
}
DECODERS = {"cp950": "python"}
"""The decoder by which a carrier is told from another one: on Windows cp950 is Big5."""
LATIN = frozenset({"signs", "western", "central", "turkish", "baltic"})
"""Areas whose text is ASCII for the most part: a page of single bytes damages a letter here and there."""
MOST, SOME = 1 / 2, 1 / 5
"""Share of the sentences that must come back where nothing is lost, and where hardly a letter tells of the damage."""
ALIKE = {
    Chain("cp437", "cp1252"): "the accented letters of code page 850 are the same bytes, and that is met more often",
    Chain("cp437", "latin-1"): "the same",
}
"""Rows that are never told apart from one before them, and why."""


def groups(row):
    """Give the groups of areas whose sentences a row is tried on, of which each must come back, from the table.

    Each area in which the row comes first; where it does so in none, together those in which its origin does.
    """
    first = wrong_readings._first()  # noqa: SLF001 - the table as it stands, not what it is counted out to
    if own := [area for area in first if row in first[area]]:
        return [(area,) for area in own]
    return [tuple(area for area in first if row.origin in {other.origin for other in first[area]}) or tuple(first)]


def damages(row, text):
    """Give what a row makes of a text in each of its ways; nothing where it can't, or where that is the text itself."""
    plans = [[f"{row.origin}>{row.carrier}"]]
    if row.edits:
        plans = [[edit] for edit in EDITS]
    elif row.carrier == "utf-8":
        plans = [[f"utf-8>{row.origin}", *plans[0]]]
    for plan in plans:
        try:
            damaged = damage(text, plan, decoder=DECODERS.get(row.carrier, "windows"))
        except PlanError:
            continue
        if damaged != text:
            yield damaged


def loses(row, damaged, text):
    """Tell whether a text can't be read from the bytes of a damaged one."""
    try:
        return tables.decode(tables.encode(damaged, row.carrier), row.origin) != text
    except ValueError:
        return True


def names(result, row):
    """Tell whether a result was repaired by a row."""
    steps = [step for change in result.changes for step in change.plan]
    return any(step.kind in KINDS if row.edits else step.detail[:2] == row for step in steps)


def faults(row):
    """Give what a row fails in, as sentences; none where it repairs what it should. It looks no further than it must."""
    found = []
    is_named = False
    for areas in groups(row):
        cases = [(bad, text) for area in areas for text in SENTENCES[area] for bad in damages(row, text)]
        least = 1
        if not any(loses(row, *case) for case in cases):
            thin = LATIN.issuperset(areas) and not tables.lookup(row.origin).wide
            least = max(1, len(cases) * (SOME if thin else MOST))
        back = 0
        for damaged, text in cases:
            result = repair(damaged)
            if result.text == text:
                back += 1
                is_named = is_named or names(result, row)
            if back >= least and (is_named or row in ALIKE):
                break
        if back < least:
            found.append(f"{'/'.join(areas)}: {back} of {len(cases)} came back, not {least}")
    if not is_named and row not in ALIKE:
        found.append("what came back did so by other rows")
    return found


def test_there_are_sentences_for_every_area_of_the_table():
    assert SENTENCES.keys() == wrong_readings._first().keys()  # noqa: SLF001
    assert all(len(set(sentences)) == len(sentences) >= 4 for sentences in SENTENCES.values())


@pytest.mark.parametrize("row", ROWS, ids=">".join)
def test_a_sentence_damaged_by_a_row_comes_back(row):
    assert not faults(row)


@pytest.mark.parametrize("row", ALIKE, ids=">".join)
def test_a_row_that_is_told_apart_is_not_said_to_be_alike(row):
    cases = [bad for areas in groups(row) for area in areas for text in SENTENCES[area] for bad in damages(row, text)]
    assert not any(names(repair(damaged), row) for damaged in cases)


@pytest.mark.parametrize(
    ("area", "row", "fault"),
    [
        ("hebrew", Chain("utf-8", "iso8859-8"), "by other rows"),  # what is left of it that of cp1255 reads
        ("hebrew", Chain("iso8859-8", "cp1255"), "0 of 0 came back"),  # the letters are the same bytes
        ("cyrillic", Chain("koi8-r", "cp874"), "0 of 2 came back"),  # nothing tries it
    ],
    ids=lambda value: ">".join(value) if isinstance(value, Chain) else None,
)
def test_a_row_that_repairs_nothing_fails(monkeypatch, area, row, fault):
    assert row not in ROWS
    first = {other: list(rows) for other, rows in wrong_readings._first().items()}  # noqa: SLF001
    first[area].append(row)
    monkeypatch.setitem(SENTENCES, area, SENTENCES[area][:2])
    monkeypatch.setattr(wrong_readings, "_first", lambda: first)
    assert fault in ". ".join(faults(row))
