"""Whole words as evidence: what is counted, how it is stored, and what it says for and against damage."""

import math
from collections import Counter
from importlib.resources import files

import pytest

from tests import scripts
from unmojibake import damage, fix_encoding
from unmojibake.language import words
from unmojibake.pipeline.evidence import known_words
from unmojibake.pipeline.span import Span, Weights

COSTS = {"été": 7.0, "garçon": 9.5, "łódź": 11.0, "окно": 8.0}
HEAD = {"odds": 1.0, "shapes": {"small": 0.2, "title": 1.8, "capitals": 5.0}}


def piece(line, before, after, times=0):
    """Give a span of a line that weighs nothing."""
    start = -1
    for _ in range(times + 1):
        start = line.index(before, start + 1)
    return Span(start, start + len(before), before, after, (0, 0), weights=Weights(10.0, 10.0))


def test_what_is_packed_is_read():
    found = words.Words(words.pack(COSTS, HEAD))
    for word, nats in COSTS.items():
        assert found.cost(word) == pytest.approx(nats + 0.2, abs=0.5 / words.STEP)
        assert found.cost(word.capitalize()) == pytest.approx(nats + 1.8, abs=0.5 / words.STEP)
        assert found.cost(word.upper()) == pytest.approx(nats + 5.0, abs=0.5 / words.STEP)
        assert found.cost(word[:-1] + word[-1].upper()) is None
    assert found.cost("êtê") is None
    assert words.Words(words.pack({}, HEAD)).cost("été") is None


def test_the_file_says_where_it_is_from_and_is_small():
    data = (files("unmojibake.language") / "words.bin").read_bytes()
    assert b"scripts/count/words.py" in data.partition(b"\n")[0]
    assert len(data) <= 250_000
    assert words.counted().shapes["small"] < words.counted().shapes["title"] < words.counted().shapes["capitals"]


@pytest.mark.parametrize("word", ["après", "können", "będzie", "için", "först", "окно", "může"])
def test_a_word_that_is_written_is_likelier_than_its_letters(word):
    assert words.gain(word) > 2
    assert words.gain(word.capitalize()) > 2
    swapped = word[:-1] + word[-1].upper()
    assert words.gain(swapped) == 0


def test_words_that_are_not_counted_and_ascii_say_nothing():
    assert words.gain("qxéßk") == words.gain("result") == 0


def test_what_a_span_reads_speaks_for_it_and_what_stands_against_it():
    line = "le rŽsultat"
    reads = piece(line, "Ž", "é")
    [reads] = known_words.weigh(line, [reads])
    assert reads.weights == Weights(10.0, 10.0 - words.gain("résultat"), 0.0, words.gain("résultat"))
    line = "le résultat"
    stands = piece(line, "é", "Ž")
    [stands] = known_words.weigh(line, [stands])
    assert stands.weights.words == -words.gain("résultat")


def test_spans_share_a_word_and_the_same_word_counts_once():
    line = "wyst¹pi³, wyst¹pi³"
    pieces = [piece(line, "¹", "ą"), piece(line, "³", "ł"), piece(line, "¹", "ą", 1), piece(line, "³", "ł", 1)]
    pieces = known_words.weigh(line, pieces)
    half = words.gain("wystąpił") / 2
    assert half > 3
    assert [each.weights.words for each in pieces] == pytest.approx([half, half, 0, 0])


@pytest.mark.parametrize("around", ["{}¹", "‰{}", "A{}", "{}_é"])
def test_letters_beside_a_sign_are_no_word(around):
    line = around.format("rŽsultat")
    one = piece(line, "Ž", "é")
    [one] = known_words.weigh(line, [one])
    assert (one.weights.words != 0) == (around == "{}_é")


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("Un résultat vide", "mac_roman>cp1252"),
        ("Les résultats sont dans la liste", "mac_roman>cp1252"),
        ("Les différences entre deux listes", "cp1252>mac_roman"),
        ("Die Lösung können wir später suchen", "cp850>cp1252"),
        ("Proszę spróbować ponownie", "cp1250>cp1252"),
    ],
)
def test_a_single_accented_letter_is_repaired_in_a_word_that_is_written(text, chain):
    damaged = damage(text, [chain])
    assert damaged != text
    assert fix_encoding(damaged) == text
    assert fix_encoding(text) is text


def test_counting_is_of_words_as_they_are_written():
    script = scripts.script("count.words")
    counts = {"fr": Counter({"été": 3, "Été": 1, "le": 5, "un": 1, "où": 1, "déjà": 1, "日本語": 1})}
    own = script.folded(counts["fr"])
    assert own == {"été": 4, "déjà": 1}
    # One of two words was seen once, and none twice: of a single time nothing is left.
    assert script.shares(counts) == {"été": (4 - 1) / 13, "déjà": 0.0}
    assert script.shapes(counts)["small"] == round(-math.log(4 / 5), 3)


def test_how_far_the_counts_are_believed_is_what_is_likeliest():
    script = scripts.script("count.words")
    # Half of the words are a hundred times likelier, the others were not counted.
    share = script.believed([(100.0, 0.5), (0.0, 0.5)])
    loss = {each: 0.5 * math.log(1 - each + each * 100) + 0.5 * math.log(1 - each) for each in (share, 0.4, 0.6)}
    assert max(loss, key=loss.get) == share
