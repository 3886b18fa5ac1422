"""The programs of scripts/ as modules: they are a package beside the tests, and in no installed package."""

import importlib
import sys
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parents[1]


def script(name: str) -> ModuleType:
    """Import a program by its dotted name below scripts/, such as "count.reach"."""
    sys.path.insert(0, str(ROOT))
    try:
        return importlib.import_module(f"scripts.{name}")
    finally:
        sys.path.remove(str(ROOT))
