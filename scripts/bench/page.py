"""The published page: a function of what was measured, and of nothing else."""

from __future__ import annotations

import re
import statistics
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Results = dict[str, Any]
_PEERS = {"ftfy = 1": "ftfy", "plsfix = 1": "plsfix"}
"""The columns that say how many times as fast as another library ours is."""
MILLION = 1_000_000
_HEAD = """\
<!-- Written by scripts/bench/run.py from docs/benchmark.json: don't edit. -->
# Benchmark

What unmojibake and other libraries make of damaged and of clean text. `python -m scripts.bench.run` measures all of
it again, in some minutes, and writes this page: it makes its own virtual environment with the other
libraries and downloads the packages whose translations are the clean text, pinned by hash. No text of it was used to
build the library.

**How to read it.** A row is one damaged line, alone, without a document around it. Exact means that what comes out is
the original, every code point of it. Error is the character error rate: code points to insert, delete or replace, for
each of the original; a library that leaves a row as it is has the error of the damage. plsfix also cleans up, so it
is compared with what it makes of the original itself.
"""
_TEXT = """\
Clean lines are the translations in the packages that scripts/bench/environment.py names: {lines}, and {others:,}
lines in other languages, which only count as clean text. Rows are drawn from them for each kind of damage, language
and length by fixed seeds, {each} each where there are as many. {seen} looked at as clean text.
"""
_CURVES = """\
Three sources: a damaged file, of which half of all lines are damaged; a web crawl, 1 in 1,000; a clean corpus, 1 in
100,000. `Config.prior` says so, and `Config.min_damaged` is the threshold. Precision is, of the lines that are
changed in such a source, the share that is exactly right: damaged lines as the rows above, clean lines as those
above. At worst: the same if the true share of clean lines that are changed is the upper end of its 95% interval; the
dotted lines.
"""
_FIXTURES = """\
Exact repairs, known failures counted as misses. They were written for this project, and it was built with them in
view: they tell nothing of other text.
"""
_CHANGED = """\
Clean lines that are changed. The interval is that of Clopper and Pearson. Slow libraries see every fifth line.
"""
_NOTICED = """\
What only tells damaged text apart, as a gate before a repair: clean lines taken for damaged, damaged rows noticed.
"""
_CONFIDENCE = """\
`Result.confidence` of the rows that are changed, beside whether they are exactly the original. ECE: expected
calibration error over ten bins of equal width. AUC: P(a right row is stated surer than a wrong one).
"""
_SPEED = """\
Figures of one machine, which did other things too: compare those of one table with each other, and measure your own
with `python -m scripts.bench.run --speed`. `--only-speed` measures these tables alone again, and writes this page.

The text is what people wrote: reviews, news, chat, jokes, quotations, manuals, bills. It is in packages that anybody
can download, under licences of their own, and none of it is among what the library was counted from:

{sets}
What is called for each string is `unmojibake.fix_encoding`, `ftfy.fix_encoding` and `plsfix.fix_text`, in turns, in
processor time. No string comes twice, so that a cache that remembers it helps nobody; what is loaded and built once is
there before the clock runs. Under "ftfy = 1" stands how many times as fast as ftfy ours is: less than 1 is slower.
"First look stops" is the share of strings that need the second look, "searched" of those that this keeps (see [the
design](design.md)).
{ratios}
Damaged strings are made of the same text by `unmojibake.damage`: UTF-8 read as Latin-1, UTF-8 read as cp936 where that
lost bytes, and the charset that such text was in before UTF-8, read as Latin-1.
"""


def page(results: Results) -> str:
    """Write the page.

    Args:
        results: As scripts/bench/run.py measures and dumps them.

    Returns:
        Markdown, the same for the same results.
    """
    parts = [_HEAD, _versions(results), _text(results)]
    parts += ["## Repair", _whole(results), _plot("exact", "Share of exact repairs by kind of damage")]
    parts += ["### By kind of damage", "Exact, then error.", _kinds(results["kinds"], "kind")]
    parts += ["### The project's fixtures", _fixtures(results["fixtures"])]
    parts += ["## Clean text", _clean(results)]
    parts += ["## Confidence", _calibration(results), _plot("reliability", "Stated confidence and what came true")]
    parts += ["## Thresholds", _CURVES, _plot("curves", "Precision beside recall at each threshold"), _curves(results)]
    parts += ["## Speed and memory", _speed(results)]
    parts += ["## By kind, language and length", _cells(results)]
    return "\n".join(part.rstrip("\n") + "\n" for part in parts)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a table; all columns but the first are numbers."""
    lines = [head, ["---", *("--:" for _ in head[1:])], *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def put(page: str, name: str, tables: str) -> str:
    """Put tables into a page that is written by hand, between the marks that name them."""
    pattern = rf"(<!-- {name}: [^\n]*-->\n)(.*?)(<!-- end -->)"
    return re.sub(pattern, lambda block: f"{block[1]}\n{tables}\n{block[3]}", page, flags=re.DOTALL)


def _plot(name: str, what: str) -> str:
    return f"![{what}](benchmark-{name}.svg)\n"


def _share(hits: int, of: int) -> str:
    return f"{hits / of:.1%}" if of else "–"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.4f}"


def _versions(results: Results) -> str:
    found = ", ".join(f"{name} {version}" for name, version in results["versions"].items())
    return f"Measured with {found}, in {results['seconds']} seconds.\n"


def _text(results: Results) -> str:
    lines = ", ".join(f"{name} {count:,}" for name, count in results["lines"].items())
    others = results["lines of others"]
    seen = "All clean lines are" if results["every"] == 1 else f"One clean line of {results['every']} is"
    return _TEXT.format(lines=lines, others=others, each=results["each"], seen=seen)


def _whole(results: Results) -> str:
    """Tell exact and error of each engine, by whether bytes were lost."""
    groups = results["all"]
    head = ["", *(f"{name}: {what}" for name in groups for what in ("exact", "error"))]
    rows = [["rows", *(text for one in groups.values() for text in (f"{one['n']:,}", ""))]]
    rows.append(["*left as it is*", *(text for one in groups.values() for text in ("", _error(one, one["distance"])))])
    for engine in groups["all"]["engines"]:
        row = [engine]
        for one in groups.values():
            counts = one["engines"][engine]
            row += [_share(counts["exact"], one["n"]), _error(one, counts["distance"])]
        rows.append(row)
    worse = ", ".join(f"{name} {one['worse']:,}" for name, one in groups["all"]["engines"].items())
    return table(head, rows) + f"\nRows that came out worse than they were: {worse}.\n"


def _error(one: Results, distance: int) -> str:
    return f"{distance / one['length']:.3f}" if one["length"] else "–"


def _kinds(kinds: Results, what: str) -> str:
    """Tell exact and error by kind and engine."""
    engines = list(next(iter(kinds.values()))["engines"])
    rows = []
    for name, one in kinds.items():
        cells = [one["engines"][engine] for engine in engines]
        shown = [f"{_share(cell['exact'], one['n'])}, {_error(one, cell['distance'])}" for cell in cells]
        rows.append([name, f"{one['n']}", f"{one['lossy']}", *shown])
    return table([what, "rows", "bytes lost", *engines], rows)


def _fixtures(found: Results) -> str:
    """Tell exact repairs of the fixtures, known failures among them, and the clean ones that are changed."""
    damaged = found["damaged"]
    engines = list(next(iter(damaged.values()))["engines"])
    rows = [
        [name, f"{one['n']}", *(_share(one["engines"][engine]["exact"], one["n"]) for engine in engines)]
        for name, one in damaged.items()
    ]
    clean = found["clean"]
    rows.append(["clean, changed", f"{clean[engines[0]][1]}", *("{} of {}".format(*clean[name]) for name in engines)])
    return _FIXTURES + "\n" + table(["damage", "rows", *engines], rows)


def _clean(results: Results) -> str:
    """Tell false positives for a million lines, and what detectors notice."""
    rows, detectors = [], []
    for name, one in results["clean"].items():
        figures = [f"{one['n']:,}", f"{one['hits']:,}", f"{one['hits'] / one['n'] * MILLION:,.0f}"]
        row = [name, *figures, f"{one['low'] * MILLION:,.0f} to {one['high'] * MILLION:,.0f}"]
        if name in results["noticed"]:
            detectors.append([*row, _share(results["noticed"][name], results["all"]["all"]["n"])])
        else:
            rows.append(row)
    head = ["library", "lines", "changed", "per million", "95% interval"]
    heads = ["gate", "lines", "noticed", "per million", "95% interval", "damaged rows noticed"]
    return f"{_CHANGED}\n{table(head, rows)}\n{_NOTICED}\n{table(heads, detectors)}"


def _calibration(results: Results) -> str:
    """Tell how far `Result.confidence` holds."""
    names = {"n": "rows changed", "exact": "exact", "ece": "ECE", "brier": "Brier", "auc": "AUC"}
    head = ["rows", *names.values(), "≥ 0.9", "exact", "≥ 0.99", "exact", "right ones at ≥ 0.9"]
    rows = []
    for name, one in results["calibration"].items():
        row = [name, f"{one['n']:,}", *(_number(one[key]) for key in names if key != "n")]
        for key in ("at 0.9", "at 0.99"):
            row += [f"{one[key]['n']:,}", _number(one[key]["exact"])]
        rows.append([*row, _number(one["right ones at 0.9"])])
    bins = [
        [name, f"{one['from']:.1f}", f"{one['n']:,}", _number(one["stated"]), _number(one["true"])]
        for name, found in results["calibration"].items()
        for one in found["bins"]
    ]
    return f"{_CONFIDENCE}\n{table(head, rows)}\n{table(['rows', 'bin from', 'rows in it', 'stated', 'exact'], bins)}"


def _curves(results: Results) -> str:
    """Tell the points of the curves."""
    curves = results["curves"]
    parts = []
    for name, source in curves["sources"].items():
        rows = [
            [
                f"{point['min_damaged']:g}" if point["min_damaged"] < 0.999 else f"{point['min_damaged']:.6f}",
                _share(point["changed"], curves["rows"]),
                _share(point["exact"], curves["rows"]),
                f"{point['hits'] / curves['lines'] * MILLION:,.0f}",
                f"{point['low'] * MILLION:,.0f} to {point['high'] * MILLION:,.0f}",
                _number(point["precision"]),
                _number(point["precision at worst"]),
            ]
            for point in source["points"]
        ]
        head = ["min_damaged", "damaged: changed", "exact", "clean: changed per million", "95% interval"]
        parts.append(f"### {name.capitalize()}: `Config(prior={source['prior']:g})`\n")
        parts.append(table([*head, "precision", "at worst"], rows))
    return "\n".join(parts)


def _speed(results: Results) -> str:
    """Tell the tables of speed and memory."""
    sets = "".join(f"- {name}: {', '.join(packages)}\n" for name, packages in results["natural"].items())
    parts = [_SPEED.format(sets=sets, ratios=_ratios(results["speed"]))]
    for title, (head, *rows) in results["speed"].items():
        parts += [f"### {title}\n", table(head, rows)]
    return "\n".join(parts)


def _ratios(tables: dict[str, list[list[str]]]) -> str:
    """Tell how many sets ours is faster on, and by how much, from the table that says it of each."""
    said = []
    for head, *rows in tables.values():
        for at, name in enumerate(head):
            if name in _PEERS:
                ratios = sorted(float(row[at]) for row in rows if row[at] != "–")
                if ratios:
                    faster = sum(ratio > 1 for ratio in ratios)
                    middle = statistics.median(ratios)
                    said.append(
                        f"Clean, ours is faster than {_PEERS[name]} on {faster} of {len(ratios)} sets: "
                        f"{ratios[0]:.2f} to {ratios[-1]:.2f} times as fast, median {middle:.2f}.\n"
                    )
    return "".join(said)


def _cells(results: Results) -> str:
    """Tell what we make of each kind, language and length."""
    lengths = list(dict.fromkeys(cell["lengths"] for cell in results["cells"]))
    found: dict[tuple[str, str], dict[str, str]] = {}
    for cell in results["cells"]:
        ours = cell["engines"]["unmojibake"]
        shown = f"{ours['exact']}/{cell['n']}, {_error(cell, ours['distance'])}"
        found.setdefault((cell["kind"], cell["language"]), {})[cell["lengths"]] = shown
    rows = [[*key, *(cells.get(length, "–") for length in lengths)] for key, cells in found.items()]
    text = "unmojibake: exact of how many rows, then error; columns are lengths of the original in code points.\n"
    return text + "\n" + table(["kind", "language", *lengths], rows)
