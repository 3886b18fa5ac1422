"""The rooms of docs/design.md: which may import which, checked on the source and in a fresh interpreter."""

import ast
import json
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

import unmojibake

PACKAGE = Path(unmojibake.__file__).parent
ROOT = Path(__file__).resolve().parents[1]

# What each room may import, besides itself. A room of the pipeline is a stage; `cli` has rooms of its own.
FACTS = {"errors", "values", "charsets", "pipeline/limits", "pipeline/costs"}
ROOMS = {
    "errors": set(),
    "values": {"errors", "charsets"},
    "charsets": {"errors", "values"},
    "language": {"values", "charsets"},
    "damaging": FACTS,
    "pipeline/limits": set(),
    "pipeline/costs": set(),
    "pipeline/lattice": FACTS,
    "pipeline/span": FACTS | {"pipeline/lattice"},
    "pipeline/candidates": FACTS | {"pipeline/lattice", "pipeline/span", "pipeline/gate"},
    "pipeline/gate": FACTS | {"language", "damaging"},
    "pipeline/undo": FACTS | {"language", "damaging", "pipeline/lattice", "pipeline/span"},
    "pipeline/search": FACTS | {"language", "pipeline/lattice", "pipeline/span"},
    "pipeline/evidence": FACTS | {"language", "pipeline/lattice", "pipeline/span", "pipeline/candidates"},
    "pipeline/decide": FACTS
    | {"language", "pipeline/candidates", "pipeline/lattice", "pipeline/span", "pipeline/evidence"},
    "pipeline/record": FACTS
    | {"language", "damaging", "pipeline/candidates", "pipeline/lattice", "pipeline/span", "pipeline/gate"},
    "pipeline/explain": FACTS
    | {"language", "damaging", "pipeline/candidates", "pipeline/lattice", "pipeline/span"}
    | {f"pipeline/{stage}" for stage in ("gate", "undo", "search", "evidence")},
    "pipeline/document": FACTS
    | {"language", "pipeline/candidates", "pipeline/lattice", "pipeline/span"}
    | {f"pipeline/{stage}" for stage in ("gate", "explain", "evidence", "decide", "record")},
    "pipeline/rounds": FACTS
    | {"damaging", "pipeline/candidates", "pipeline/document"}
    | {f"pipeline/{stage}" for stage in ("gate", "decide", "record")},
    "pipeline/repair": FACTS
    | {"pipeline/document", "pipeline/rounds"}
    | {f"pipeline/{stage}" for stage in ("gate", "record")},
    "decoding": FACTS | {"language", "pipeline/gate", "pipeline/repair"},
    "compat": FACTS | {"decoding", "pipeline/gate", "pipeline/repair"},
    "adapters": FACTS | {"__init__", "decoding", "pipeline/gate"},
    "cli/settings": FACTS | {"__init__"},
    "cli/files": FACTS | {"__init__", "cli/settings", "decoding"},
    "cli/findings": FACTS | {"__init__", "cli/settings", "cli/files", "pipeline/gate"},
    "cli/corpus": FACTS | {"__init__", "adapters", "cli/files", "cli/findings", "cli/settings", "pipeline/gate"},
    "cli/output": FACTS | {"__init__", "adapters", "cli/corpus", "cli/findings", "cli/files", "cli/settings"},
    "cli/verbs": FACTS
    | {"__init__", "cli", "pipeline/gate"}
    | {f"cli/{room}" for room in ("corpus", "findings", "files", "output", "settings")},
    "cli": FACTS | {"__init__", "cli/verbs", "cli/settings", "cli/output", "cli/files"},
    "__init__": FACTS | {"compat", "damaging", "decoding", "pipeline/repair"},
}
LONGEST = 300
# What a file may need besides the dependencies, and no other file.
OPTIONAL = {
    "adapters/arrow": {"pyarrow"},
    "adapters/datatrove": {"datatrove"},
    "adapters/duckdb": {"duckdb"},
    "adapters/pandas": {"pandas"},
    "adapters/polars": {"polars"},
    "adapters/ray": {"ray"},
    "adapters/spark": {"pyspark"},
    "adapters/scrapy": {"scrapy", "itemadapter"},
    "adapters/warc": {"fastwarc"},
    "cli/corpus/column": {"pyarrow"},
    "cli/corpus/streams": {"backports", "compression"},
    "cli/corpus/table": {"pyarrow"},
}
HEAVY = {
    *("ftfy", "charset_normalizer", "regex", "pyarrow", "numpy"),
    *("datatrove", "duckdb", "pandas", "polars", "pyspark", "ray"),
    *("argparse", "asyncio", "ctypes", "html", "http", "json", "logging", "pydoc", "unittest"),
}


def modules(folder=PACKAGE):
    """Give each source file with its parts below a folder."""
    return {path.relative_to(folder).with_suffix("").parts: path for path in sorted(folder.rglob("*.py"))}


MODULES = modules()


def module_of(parts):
    """Give the module that a dotted name stands for or lies in."""
    for length in range(len(parts), 0, -1):
        for module in (parts[:length], (*parts[:length], "__init__")):
            if module in MODULES:
                return module
    return ("__init__",)


def imported(path):
    """Give the modules of the package that a file imports anywhere."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: relative import in line {node.lineno}"
            head, *rest = (node.module or "").split(".")
            names = [(*rest, alias.name) for alias in node.names] if head == "unmojibake" else []
        elif isinstance(node, ast.Import):
            split = [alias.name.split(".") for alias in node.names]
            names = [tuple(rest) for head, *rest in split if head == "unmojibake"]
        else:
            continue
        yield from map(module_of, names)


def room_of(module):
    if module[0] in {"pipeline", "cli"} and len(module) > 1 and module[1] not in {"__init__", "__main__"}:
        return "/".join(module[:2])
    return module[0]


EDGES = sorted({(module, target) for module, path in MODULES.items() for target in imported(path) if target != module})


def circles(edges):
    """Give what lies on a circle of arrows: what is left when whatever has none in or none out is taken away."""
    edges = set(edges)
    while True:
        kept = {(a, b) for a, b in edges if any(b == c for c, _ in edges) and any(a == d for _, d in edges)}
        if kept == edges:
            return sorted(edges)
        edges = kept


def test_every_module_has_a_room_and_there_are_few():
    assert {room_of(module) for module in MODULES} <= set(ROOMS) | {"pipeline"}
    assert len({module[0] for module in MODULES}) <= 12


def test_rooms_import_only_what_they_may():
    bad = [
        (source, target)
        for source, target in EDGES
        if room_of(source) != room_of(target) and room_of(target) not in ROOMS[room_of(source)]
    ]
    assert not bad


def test_there_are_no_circles():
    assert not circles(EDGES)
    folders = {(room_of(a), room_of(b)) for a, b in EDGES if room_of(a) != room_of(b)}
    assert not circles(folders)
    top = {(a[0], b[0]) for a, b in EDGES if a[0] != b[0]}
    assert not circles(top)


def test_a_circle_is_found():
    assert circles([("a", "b"), ("b", "c"), ("c", "b"), ("c", "d")]) == [("b", "c"), ("c", "b")]


def test_no_file_is_too_long():
    lengths = defaultdict(int)
    for folder in (PACKAGE, ROOT / "scripts"):
        for path in modules(folder).values():
            lengths[str(path)] = len(path.read_text(encoding="utf-8").splitlines())
    assert {path: length for path, length in lengths.items() if length > LONGEST} == {}


def test_each_room_says_what_it_is_for():
    for module, path in MODULES.items():
        if module[-1] == "__init__":
            assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), path


def test_damage_kinds_do_not_know_each_other():
    # One file for each kind, so that each can be deleted alone: only the forward direction, which dispatches, and the
    # rules of plans know several.
    kinds = {"slip", "gloss", "escape", "ftfy_steps"}
    bad = [(a, b) for a, b in EDGES if a[0] == "damaging" == b[0] and a[-1] in kinds and b[-1] in kinds]
    assert not bad


def test_dependencies_are_the_declared_ones():
    everywhere = sys.stdlib_module_names | {"unmojibake", "ftfy", "charset_normalizer", "regex"}
    for parts, path in MODULES.items():
        allowed = everywhere | OPTIONAL.get("/".join(parts), set())
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                heads = {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                heads = {(node.module or "").split(".")[0]}
            else:
                continue
            assert heads <= allowed, path.name


def loaded(code):
    """Give the modules that a fresh interpreter holds after running some code."""
    program = f"{code}\nimport json, sys; print(json.dumps(sorted(sys.modules)))"
    # -P: the current folder must not help.
    run = subprocess.run([sys.executable, "-P", "-c", program], capture_output=True, check=True, text=True)
    return set(json.loads(run.stdout))


@pytest.mark.parametrize("code", ["import unmojibake", "import unmojibake.cli"])
def test_import_loads_nothing_heavy(code):
    # json is loaded by the probe itself, and by the command line, which also needs argparse.
    allowed = loaded("") | ({"argparse"} if code.endswith("cli") else set())
    heads = {name.split(".")[0] for name in loaded(code) - allowed}
    assert not heads & HEAVY
    assert not {name for name in loaded(code) if name.startswith("unmojibake.language.")} - {"unmojibake.language"}


def test_import_loads_no_values_of_results_and_nothing_that_decodes():
    names = loaded("import unmojibake")
    assert not names & {"unmojibake.values.result", "unmojibake.values.decoded", "unmojibake.charsets.tables"}
    assert {name for name in names if name.startswith("unmojibake.decoding.")} == {"unmojibake.decoding.decode"}


def test_clean_text_loads_no_model():
    names = loaded("import unmojibake; unmojibake.fix_encoding('天气很好。')")
    assert not {name for name in names if name.split(".")[0] in {"ftfy", "charset_normalizer", "regex"}}
