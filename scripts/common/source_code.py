"""Reads what a program is made of: the modules that it imports, and a digest of each that prose does not change."""

from __future__ import annotations

import ast
import functools
import hashlib
import re
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DIGITS = 16
"""Hexadecimal digits of a SHA-256 that are kept: enough to tell a change."""
_PLACES = {"scripts": "scripts", "unmojibake": "src/unmojibake"}
"""Where the top of each package is, below the root of the source tree."""
_COMMENT = re.compile(
    r"'''(?:\\.|[^\\])*?'''|\"\"\"(?:\\.|[^\\])*?\"\"\"|'(?:\\.|[^\\'\n])*'|\"(?:\\.|[^\\\"\n])*\"|(?P<comment>#[^\n]*)",
    re.DOTALL,
)


class Module(NamedTuple):
    """A file of source code.

    Attributes:
        imports: The modules of the source tree that it imports anywhere, but for type checkers.
        digest: Of its code, without comments, docstrings and empty lines.
        constants: Its names that stand for a literal.
    """

    imports: frozenset[str]
    digest: str
    constants: dict[str, Any]


def digest(data: bytes) -> str:
    """Give the beginning of the SHA-256 of some bytes."""
    return hashlib.sha256(data).hexdigest()[:DIGITS]


def code_of(source: str, tree: ast.Module) -> str:
    r"""Give source code without its comments, docstrings and empty lines.

    >>> source = "'Add.'\ntwo = 1 + 1  # two\n"
    >>> code_of(source, ast.parse(source))
    'two = 1 + 1'
    """
    lines = _COMMENT.sub(lambda found: "" if found["comment"] else found[0], source).split("\n")
    for node in _statements(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            last = node.end_lineno or node.lineno
            lines[node.lineno - 1 : last] = [""] * (last - node.lineno + 1)
    return "\n".join(line.rstrip() for line in lines if line.strip())


def _statements(node: ast.AST) -> Iterator[ast.stmt]:
    """Give every statement of a tree, but those for type checkers."""
    for part in ("body", "orelse", "handlers", "finalbody", "cases"):
        for child in getattr(node, part, ()):
            if isinstance(child, ast.stmt):
                yield child
            if not (isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING"):
                yield from _statements(child)


class SourceTree:
    """The modules below the root of a source tree, each read once.

    Attributes:
        root: The folder with `scripts` and `src`.
    """

    def __init__(self, root: Path) -> None:
        """Take a root."""
        self.root = root
        self.read = functools.cache(self._read)

    def path_of(self, name: str) -> Path | None:
        """Give the file of a module of the tree by its dotted name; None if there is none."""
        top, *rest = name.split(".")
        if top not in _PLACES:
            return None
        place = self.root.joinpath(_PLACES[top], *rest)
        files = (place.with_suffix(".py"), place / "__init__.py")
        return next((path for path in files if path.is_file()), None)

    def _read(self, name: str) -> Module:
        path = self.path_of(name)
        if path is None:
            message = f"there is no module {name} in {self.root}"
            raise FileNotFoundError(message)
        source = path.read_text(encoding="utf-8")
        tree = ast.parse(source)
        imports = {module for node in _statements(tree) for module in self._imports(node)}
        return Module(frozenset(imports), digest(code_of(source, tree).encode()), _constants(tree))

    def _imports(self, node: ast.stmt) -> Iterator[str]:
        """Give the modules of the tree that a statement imports."""
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if self.path_of(alias.name))
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                names = (f"{node.module}.{alias.name}", node.module)
                yield from [name for name in names if self.path_of(name)][:1]

    def closure(self, name: str) -> dict[str, str]:
        """Give a module and all that it imports, directly or not, with the digest of each."""
        found: dict[str, str] = {}
        left = [name]
        while left:
            here = left.pop()
            if here not in found:
                module = self.read(here)
                found[here] = module.digest
                left += module.imports
        return dict(sorted(found.items()))


def _constants(tree: ast.Module) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            try:
                found[node.targets[0].id] = ast.literal_eval(node.value)
            except ValueError:
                continue
    return found
