"""The recipes of a page of the docs, to be run as they stand."""

import re
import sys
import types
from pathlib import Path

DOCS = Path(__file__).parent.parent / "docs"


def recipes(page):
    """Give the first Python block under each heading of a page, by the heading."""
    found = {}
    for section in re.split(r"^#+ ", (DOCS / page).read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        block = re.search(r"^```python\n(.*?)^```$", section, flags=re.MULTILINE | re.DOTALL)
        if block:
            found.setdefault(section.partition("\n")[0], block[1])
    return found


def run(recipe, **names):
    """Run a recipe; give all names that it made. It runs in a module: some libraries look their classes up there."""
    module = types.ModuleType("recipe")
    sys.modules["recipe"] = module
    vars(module).update(names)
    exec(compile(recipe, "recipe", "exec"), vars(module))  # noqa: S102 - our own page
    return vars(module)
