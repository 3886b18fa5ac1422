"""The import rules of docs/design.md, checked on the source and in a fresh interpreter."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

import unmojibake

PACKAGE = Path(unmojibake.__file__).parent

# Modules that hold values, facts or the model: every stage may import them.
DATA = {
    *(
        "config",
        "result",
        "decoded",
        "errors",
        "charsets",
        "shown",
        "areas",
        "chains",
        "candidates",
        "context",
        "lattice",
        "trellis",
        "language",
        "reach",
        "weighing",
        "packaged",
        "rivals",
        "company",
    ),
    "_codepages",  # the part of charsets that names Microsoft's differences
}
# Modules that do one step of the work: they know the data, never each other.
STAGES = {
    "gate",
    "triggers",
    "spans",
    "confidence",
    "evidence",
    "meant",
    "search",
    "choose",
    "menus",
    "recall",
    "damage",
    "sniff",
    "words",
}
# What hands text from stage to stage; replay is the same way taken backwards.
PIPELINE = {"repair", "escaped", "document", "explain", "layers", "record", "replay", "second_opinion", "short_cut"}
# On top of the pipeline, or the list of public names.
OUTSIDE = {"__init__", "cli", "adapters", "corpus", "row", "arrow", "ftfy_names", "ftfy_plans"}
# What a file may need besides the dependencies, and no other file.
OPTIONAL = {
    "arrow": {"pyarrow"},
    "adapters/datatrove": {"datatrove"},
    "adapters/duckdb": {"duckdb"},
    "adapters/pandas": {"pandas"},
    "adapters/polars": {"polars"},
    "adapters/ray": {"ray"},
    "adapters/spark": {"pyspark"},
    "adapters/scrapy": {"scrapy", "itemadapter"},
    "adapters/warc": {"fastwarc"},
    "corpus/column": {"pyarrow"},
    "corpus/streams": {"backports", "compression"},
    "corpus/table": {"pyarrow"},
}
HEAVY = {
    *("ftfy", "charset_normalizer", "regex", "pyarrow", "numpy"),
    *("datatrove", "duckdb", "pandas", "polars", "pyspark", "ray"),
    *("argparse", "asyncio", "ctypes", "html", "http", "json", "logging", "pydoc", "unittest"),
}


def modules():
    """Give each source file with its dotted name below the package."""
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        yield parts, path


def imported(path):
    """Give the dotted names below the package that a file imports anywhere."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: relative import in line {node.lineno}"
            names = [node.module or ""]
            if node.module == "unmojibake":
                names = [f"unmojibake.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            head, *rest = name.split(".")
            if head == "unmojibake" and rest:
                yield tuple(rest)


EDGES = [(parts, target) for parts, path in modules() for target in imported(path)]


def owner(parts):
    return parts[0]


def test_every_module_has_a_place():
    known = DATA | STAGES | PIPELINE | OUTSIDE
    assert {owner(parts) for parts, _ in modules()} <= known


def test_stages_import_only_data():
    bad = [
        (source, target)
        for source, target in EDGES
        if owner(source) in STAGES and owner(target) not in DATA | {owner(source)}
    ]
    assert not bad


def test_damage_kinds_do_not_know_each_other():
    # One file per kind, so that each can be deleted alone: only the forward
    # direction, which dispatches, may import the kinds.
    kinds = {"codec", "slip", "gloss", "escape", "latin", "locked"}
    bad = [
        (source, target)
        for source, target in EDGES
        if source[0] == "damage" == target[0] and source[-1] in kinds and target[-1] in kinds
    ]
    assert not bad


def test_data_modules_import_only_data():
    bad = [(s, t) for s, t in EDGES if owner(s) in DATA and owner(t) not in DATA]
    assert not bad


def test_only_the_pipeline_imports_stages():
    allowed = STAGES | PIPELINE | {"__init__"}
    # These ask the gate, and no other stage: the command line which files need a worker at all, a table and a corpus
    # which rows need a result.
    quick = {(("cli", "run"), ("gate",)), (("arrow",), ("gate",)), (("corpus", "rows"), ("gate",))}
    bad = [(s, t) for s, t in EDGES if owner(t) in STAGES and owner(s) not in allowed and (s, t[:1]) not in quick]
    assert not bad


def test_dependencies_are_the_declared_ones():
    everywhere = sys.stdlib_module_names | {"unmojibake", "ftfy", "charset_normalizer", "regex"}
    for parts, path in modules():
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


def test_clean_text_loads_no_model():
    names = loaded("import unmojibake; unmojibake.fix_encoding('天气很好。')")
    assert not {name for name in names if name.split(".")[0] in {"ftfy", "charset_normalizer"}}
