"""What a document tells its lines."""

import pickle

import pytest

from unmojibake import Context, damage, repair
from unmojibake.charsets.wrong_readings import Chain
from unmojibake.pipeline.gate import first_look

PLAN = (Chain("utf-8", "cp936"),)
OTHER = (Chain("cp936", "cp1252"),)


def rate(seen, broken, own=None):
    return Context(chains={PLAN: (seen, broken)}).rate(PLAN, own=own)


def test_nothing_met_nothing_known():
    assert Context().rate(PLAN) is None
    assert Context(chains={OTHER: (3, 3)}).rate(PLAN) is None
    assert rate(5, 0) is None


@pytest.mark.parametrize(("seen", "broken", "expected"), [(1, 1, 2 / 3), (9, 8, 9 / 11), (100, 1, 2 / 102)])
def test_the_rule_of_succession(seen, broken, expected):
    assert rate(seen, broken) == pytest.approx(expected)


def test_a_line_is_no_evidence_for_itself():
    assert rate(1, 1, own=True) is None
    assert rate(2, 1, own=True) is None
    assert rate(9, 8, own=True) == pytest.approx(rate(8, 7))
    assert rate(9, 8, own=False) == pytest.approx(rate(8, 8))


def test_rates_are_probabilities():
    for seen in range(1, 30):
        for broken in range(1, seen + 1):
            for own in (None, True, False):
                if own is False and broken == seen:
                    continue  # one of those seen was not damaged
                found = rate(seen, broken, own)
                assert found is None or 0 < found < 1


def test_leading_plans_are_the_commonest():
    assert Context(chains={PLAN: (9, 1), OTHER: (3, 3)}).leading() == [OTHER, PLAN]


def test_contexts_are_values():
    context = Context(line_end="\n", chains={PLAN: (9, 8)})
    assert pickle.loads(pickle.dumps(context)) == context  # noqa: S301 - our own
    with pytest.raises(AttributeError):
        context.line_end = ""


def test_a_document_speaks_for_its_lines():
    # Alone, one hanzi read wrongly is left; among lines that are surely damaged it is not.
    short = damage("去", ["utf-8>cp936"])
    document = "\n".join(
        damage(line, ["utf-8>cp936"]) for line in ("保存文件失败了。", "我们明天上午去。", "今天天气很好。")
    )
    alone = repair(short)
    among = repair(short + "\n" + document)
    assert not alone.changed
    assert among.text.startswith("去\n")


def test_a_given_context_does_what_the_document_does():
    short = damage("去", ["utf-8>cp936"])
    assert repair(short, context=Context(chains={PLAN: (20, 20)})).text == "去"
    assert repair(short, context=Context()).text is short


HUNGARIAN = [
    "A következő oldal megnyitása előtt",
    "Nincs ilyen nevű fájl a könyvtárban, űrlapot",
    "Kérem, várjon, amíg a művelet befejeződik",
    "Az összes felhasználó törlése előbb",
    "Új mappa létrehozása a megadott helyről, időről",
    "A szűrő beállításai módosultak",
    "Ismeretlen hiba történt a művelet közben",
    "A beállítások elmentése sikerült, kettő kivételével",
    "Nem sikerült elérni a tűzfalat",
    "Az előző mentés óta eltelt idő: öt perc",
    "Győződjön meg róla, hogy nyitva van",
    "Jelölje ki a kitölteni kívánt időszakot",
]
"""Lines with letters that Portuguese and Estonian have in their place."""


def test_lines_that_look_clean_are_looked_at_where_others_are_damaged():
    damaged = [damage(line, ["cp1250>cp1252"]) for line in HUNGARIAN]
    alone = [line for line in damaged if repair(line).text == line]
    assert len(alone) >= len(damaged) / 3
    assert sum(map(first_look.is_clean, alone)) >= len(alone) / 2
    together = repair("\n".join(damaged)).text.split("\n")
    assert sum(map(str.__eq__, together, HUNGARIAN)) >= len(HUNGARIAN) * 3 / 4


def test_clean_lines_beside_damaged_ones_stay():
    clean = ["Não foi possível abrir o ficheiro", "Põe os cartões na mesa", "Esta é a última versão"] * 6
    damaged = [damage(line, ["cp1250>cp1252"]) for line in HUNGARIAN[:4]]
    lines = repair("\n".join(clean + damaged)).text.split("\n")
    assert lines[: len(clean)] == clean


def test_pieces_are_looked_at_by_the_context_of_their_document():
    plan = (Chain("cp1250", "cp1252"),)
    line = damage(HUNGARIAN[0], ["cp1250>cp1252"])
    assert first_look.is_clean(line)
    context = Context(chains={plan: (40, 36)}, everywhere=(plan,))
    both = repair(f"{line}\n{line}", context=context).text
    assert both == "\n".join([repair(line, context=context).text] * 2)
    assert both.startswith(HUNGARIAN[0])
    assert repair(line, context=Context(chains={plan: (40, 36)})).text is line
