"""The checkout as the rules see it: its files, and its Python modules as syntax trees.

Reads and never imports what it reads, so a rule can judge code that does not run.
"""

from __future__ import annotations

import ast
import io
import subprocess
import tokenize
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("app", "core", "sync", "migrations", "resources")
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One Python file: its path from the checkout's root, and its text."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, filename=self.path)

    @property
    def room(self) -> str:
        return self.path.partition("/")[0]

    @property
    def lines(self) -> int:
        return self.text.count("\n")

    def functions(self) -> Iterator[Function]:
        return (node for node in ast.walk(self.tree) if isinstance(node, Function))

    def calls(self) -> Iterator[ast.Call]:
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.Call))

    def imports(self) -> Iterator[tuple[int, str, str]]:
        """Line, module and name of each import; the name is empty for `import module`."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((node.lineno, alias.name, "") for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield from ((node.lineno, node.module or ".", alias.name) for alias in node.names)

    def comments(self) -> Iterator[tuple[int, str]]:
        for token in tokenize.generate_tokens(io.StringIO(self.text).readline):
            if token.type == tokenize.COMMENT:
                yield token.start[0], token.string

    def strings(self) -> Iterator[tuple[int, str]]:
        """Line and text of each string that is not a docstring or a sentence standing alone."""
        alone = {id(node.value) for node in ast.walk(self.tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in alone:
                yield node.lineno, node.value


@cache
def files() -> tuple[str, ...]:
    """Every file that belongs to the project: what git tracks, or would if it were added."""
    git = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listing = subprocess.run(git, cwd=ROOT, capture_output=True, text=True, check=False)
    if listing.returncode == 0:
        names = set(listing.stdout.split("\0")) - {""}
    else:  # an unpacked archive knows no git, and holds nothing else
        names = {path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*") if path.is_file()}
        names = {name for name in names if not name.startswith(".venv/") and "__pycache__" not in name}
    return tuple(sorted(name for name in names if (ROOT / name).is_file()))


@cache
def modules(*rooms: str) -> tuple[Module, ...]:
    """The Python modules of these rooms; of the whole checkout when none is named."""
    found = (name for name in files() if name.endswith(".py"))
    inside = (name for name in found if not rooms or name.partition("/")[0] in rooms)
    return tuple(Module(name, (ROOT / name).read_text(encoding="utf-8")) for name in inside)


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")
