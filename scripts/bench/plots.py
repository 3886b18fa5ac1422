"""The plots of the page, as SVG that is the same for the same results."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from matplotlib.axes import Axes

NAMES = ("exact", "reliability", "curves")
"""Of the plots; the files are benchmark-NAME.svg."""
_SHOWN = {"unmojibake": "o", "ftfy": "s", "plsfix": "^", "encfix": "v", "GB18030 round trip": "x"}


def draw(results: dict[str, Any], folder: Path) -> None:
    """Draw all plots into a folder."""
    import matplotlib as mpl  # noqa: PLC0415 - only where plots are drawn

    mpl.use("svg")
    # The same names and no date, so that a plot changes only with what it shows.
    mpl.rcParams |= {"svg.hashsalt": "unmojibake", "svg.fonttype": "none", "font.size": 9}
    from matplotlib import pyplot as plt  # noqa: PLC0415 - the same

    for name, fill, size in (
        ("exact", _exact, (8, 9)),
        ("reliability", _reliability, (5, 5)),
        ("curves", _curves, (6, 5)),
    ):
        figure, axes = plt.subplots(figsize=size, layout="constrained")
        fill(axes, results)
        path = folder / f"benchmark-{name}.svg"
        figure.savefig(path, metadata={"Date": None, "Creator": None})
        plt.close(figure)
        lines = path.read_text(encoding="utf-8").splitlines()
        path.write_text("\n".join(line.rstrip() for line in lines) + "\n", encoding="utf-8")


def _exact(axes: Axes, results: dict[str, Any]) -> None:
    """Show the share of exact repairs by kind of damage, a mark for each engine."""
    kinds = results["kinds"]
    for name, mark in _SHOWN.items():
        found = [(kind, one) for kind, one in kinds.items() if name in one["engines"]]
        shares = [one["engines"][name]["exact"] / one["n"] for _, one in found]
        axes.plot(shares, [kind for kind, _ in found], mark, label=name, markersize=5, linestyle="none")
    axes.invert_yaxis()
    axes.set_xlim(-0.02, 1.02)
    axes.grid(axis="x", alpha=0.4)
    axes.set_xlabel("share of rows that are repaired exactly")
    axes.legend(loc="upper center", bbox_to_anchor=(0.4, 1.06), ncols=5, frameon=False)


def _reliability(axes: Axes, results: dict[str, Any]) -> None:
    """Show what was stated beside what came true."""
    axes.plot((0, 1), (0, 1), color="grey", linewidth=0.8)
    for name, one in results["calibration"].items():
        stated, true = ([each[key] for each in one["bins"]] for key in ("stated", "true"))
        axes.plot(stated, true, "o-", label=f"{name} ({one['n']:,} rows)", markersize=4)
    axes.set_xlabel("stated confidence, mean of a bin")
    axes.set_ylabel("share that is exactly the original")
    axes.legend(frameon=False)
    axes.grid(alpha=0.4)


def _curves(axes: Axes, results: dict[str, Any]) -> None:
    """Show precision beside the share of damage that is repaired, a point for each threshold."""
    curves = results["curves"]
    for name, source in curves["sources"].items():
        points = [point for point in source["points"] if point["precision"] is not None]
        recall = [point["exact"] / curves["rows"] for point in points]
        (line,) = axes.plot(recall, [point["precision"] for point in points], "o-", label=name, markersize=4)
        worst = [point["precision at worst"] for point in points]
        axes.plot(recall, worst, ":", color=line.get_color(), linewidth=1)
    axes.set_xlabel("share of the damaged lines that is repaired exactly")
    axes.set_ylabel("of the changed lines, share that is exactly right")
    axes.set_ylim(-0.02, 1.02)
    axes.legend(frameon=False)
    axes.grid(alpha=0.4)
