"""Fixtures that were mutated at random: what `repair` may never do, and how often a second repair finds more.

The texts are drawn by a fixed seed, so that a failure is one of the change at hand. `FUZZ_TEXTS` in the environment
says how many are drawn, and `FUZZ_SEED` which: 4,000 take ten minutes.
"""

import os
import random
from collections import Counter

import pytest

from tests.strategies import SENTENCES
from tests.test_fixtures import FILES
from unmojibake import Verdict, fix_encoding, repair
from unmojibake.pipeline.lattice import TextLattice

TEXTS = int(os.environ.get("FUZZ_TEXTS", "400"))
SEED = int(os.environ.get("FUZZ_SEED", "20261201"))
LONGEST = 400
"""Code points of a fixture that is mutated: longer ones are pages, which take as long as many lines."""
MOST_EDITS = 4
AGAIN = 0.05
"""Share of the changed texts that a second repair may change once more: of two draws 13 of 777 and 10 of 316 were."""
MOST_WORK = 1000
"""Edges for each code point that the lattices of a text may have together: the most of 1,000 texts was 171."""
SHORT = 100
"""Code points that a shorter text counts as: each wrong reading has some work of its own."""
PUT_IN = (
    "\ud800", "\udd04", "\udcff", "\udfff", "\ufffd", "?", "\u30fb", "\ue21a", "\uf8f5", "\x80", "\x9d", "\xa0", "\0",
    "\u200b", "\ufeff", "\U0001f600", "\U00020000", "\n", "\r\n", " ", "(jīng)", "锟斤拷", "Ã", "©", "€", '"', "<",
    "&#228;", "\\u00e4", "é", "鈥", "锛?",
)  # fmt: skip

pytestmark = pytest.mark.slow


def sources():
    """Give the damaged texts of the fixtures and their originals, none twice, in a fixed order."""
    rows = [row for rows in FILES.values() for row in rows]
    texts = {row["damaged"] for row in rows} | {row["gold"] for row in rows if row["gold"]}
    return sorted(text for text in texts if len(text) < LONGEST)


def mutated(texts, draw):
    """Give one of some texts after a few edits: code points lost, put in, doubled, taken from another text, cut off."""
    text = draw.choice(texts)
    for _ in range(draw.randint(1, MOST_EDITS)):
        at = draw.randint(0, len(text))
        end = min(len(text), at + draw.randint(1, 8))
        edit = draw.randrange(6)
        if edit == 0:
            text = text[:at] + text[end:]
        elif edit == 1:
            text = text[:at] + draw.choice(PUT_IN) + text[at:]
        elif edit == 2:
            text = text[:at] + draw.choice(PUT_IN) + text[at + 1 :]
        elif edit == 3:
            text = text[:at] + text[at:end] * 2 + text[end:]
        elif edit == 4:
            other = draw.choice(texts)
            begin = draw.randint(0, len(other))
            text = text[:at] + other[begin : begin + draw.randint(1, 30)] + text[at:]
        else:
            text = text[at:] if draw.random() < 0.5 else text[:at]
    return text


@pytest.fixture(scope="module")
def outcomes():
    """Give for each drawn text its result, and the edges of all lattices that were made for it."""
    draw, texts = random.Random(SEED), sources()
    found, total = [], [0]
    count = TextLattice.work

    def work(lattice):
        edges = count(lattice)
        total[0] += edges
        return edges

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TextLattice, "work", work)
        for _ in range(TEXTS):
            text = mutated(texts, draw)
            total[0] = 0
            try:
                result = repair(text)
            except Exception as error:  # noqa: BLE001 - which ones, is what is asked
                result = error
            found.append((text, result, total[0]))
    return found


def test_no_text_raises(outcomes):
    assert [(text, error) for text, error, _ in outcomes if isinstance(error, Exception)] == []


def test_what_is_not_changed_is_the_same_object(outcomes):
    kept = [(text, result) for text, result, _ in outcomes if not result.changed]
    assert len(kept) > TEXTS / 3
    assert all(result.text is text for text, result in kept)


def test_clean_text_is_the_same_object():
    texts = {row["gold"] for rows in FILES.values() for row in rows if row["damage"] == "negative"} - {None}
    for text in (*texts, *SENTENCES):
        result = repair(text)
        if result.verdict == Verdict.CLEAN:
            assert result.text is text
            assert result.confidence == 1


def test_the_text_alone_is_the_same_text(outcomes):
    # It takes as long as `repair` does, for nearly all of it is the same: a fifth tells as much.
    assert [text for text, result, _ in outcomes[::5] if fix_encoding(text) != result.text] == []


def test_changes_are_where_they_say(outcomes):
    for text, result, _ in outcomes:
        parts, at = [], 0
        for change in result.changes:
            assert at <= change.start
            assert text[change.start : change.end] == change.before
            parts += [text[at : change.start], change.after]
            at = change.end
        assert "".join([*parts, text[at:]]) == result.text


def test_the_work_of_a_text_is_bounded(outcomes):
    # Not its time, which depends on what else the machine does.
    assert max(work / max(len(text), SHORT) for text, _, work in outcomes) < MOST_WORK


def test_a_second_repair_finds_little(outcomes):
    changed = [result for _, result, _ in outcomes if result.changed]
    counts = Counter(repair(result.text).text == result.text for result in changed)
    assert counts[False] <= AGAIN * len(changed), counts
