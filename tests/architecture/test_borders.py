"""What the import contracts cannot say: the public face of core, one home for threads, nothing modal, SQL in one place."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator

import core
from tests.architecture.source import ROOT, Module, modules

THREADS_LIVE_IN = "app/tasks.py"
THREAD_MODULES = {"threading", "_thread", "concurrent", "multiprocessing", "queue"}
THREAD_CLASSES = {"QThread", "QThreadPool", "QRunnable"}
THE_LOOP_STARTS_IN = {"app/desktop.py", "app/__main__.py"}
MODAL_FAMILIES = {"QMessageBox", "QFileDialog", "QInputDialog", "QColorDialog", "QFontDialog"}
MODAL_CALLS = re.compile(r"get[A-Z]\w*|question|warning|information|critical|about(Qt)?")
STATEMENT = re.compile(
    r"\s*(select\s.+\sfrom\s|insert\s+into\s|update\s.+\sset\s|delete\s+from\s|truncate\s)",
    re.IGNORECASE | re.DOTALL,
)
DATABASE_LIBRARIES = {"sqlalchemy", "psycopg", "psycopg_pool", "alembic", "pgvector"}
SQL_LIVES_IN = ("core/store/", "migrations/", "sync/server/")


def deep_imports(module: Module) -> Iterator[str]:
    public = set(core.__all__)
    for line, name, imported in module.imports():
        if name.startswith("core.") or (name == "core" and imported and imported not in public):
            yield f"{module.path}:{line} {name} {imported}".rstrip()


def threads(module: Module) -> Iterator[str]:
    for line, name, imported in module.imports():
        if name.partition(".")[0] in THREAD_MODULES or imported in THREAD_CLASSES:
            yield f"{module.path}:{line} {name} {imported}".rstrip()


def coroutines(module: Module) -> Iterator[str]:
    for line, name, _ in module.imports():
        if name.partition(".")[0] in {"asyncio", "anyio", "trio"}:
            yield f"{module.path}:{line} {name}"
    for node in module.functions():
        if isinstance(node, ast.AsyncFunctionDef):
            yield f"{module.path}:{node.lineno} async def {node.name}"


def nested_loops(module: Module) -> Iterator[str]:
    """Calls that turn the event loop inside a handler: processEvents, exec, and dialogs that wait for an answer."""
    for call in module.calls():
        if not isinstance(call.func, ast.Attribute):
            continue
        owner = call.func.value.id if isinstance(call.func.value, ast.Name) else ""
        name = call.func.attr
        modal = owner in MODAL_FAMILIES and MODAL_CALLS.fullmatch(name)
        loop = name in {"exec", "exec_"} and module.path not in THE_LOOP_STARTS_IN
        if name == "processEvents" or modal or loop:
            yield f"{module.path}:{call.lineno} {owner}.{name}()"


def statements(module: Module) -> Iterator[str]:
    for line, name, _ in module.imports():
        if name.partition(".")[0] in DATABASE_LIBRARIES:
            yield f"{module.path}:{line} imports {name}"
    for line, text in module.strings():
        if STATEMENT.match(text):
            yield f"{module.path}:{line} {text.strip()[:40]}"


def test_the_rules_see_what_they_forbid() -> None:
    assert list(deep_imports(Module("app/a.py", "from core.store import log")))
    assert list(deep_imports(Module("app/a.py", "from core import _private")))
    assert list(threads(Module("app/a.py", "from concurrent.futures import Future")))
    assert list(threads(Module("app/a.py", "from PySide6.QtCore import QThread")))
    assert list(coroutines(Module("core/a.py", "import asyncio")))
    assert list(coroutines(Module("core/a.py", "async def f(): ...")))
    assert list(nested_loops(Module("app/a.py", "dialog.exec()")))
    assert list(nested_loops(Module("app/a.py", "QMessageBox.question(parent)")))
    assert list(nested_loops(Module("app/a.py", "application.processEvents()")))
    assert list(statements(Module("core/a.py", "import sqlalchemy as sa")))
    assert list(statements(Module("core/a.py", "x = 'select id from notes where a'")))


def test_every_name_that_core_offers_is_there() -> None:
    assert [name for name in core.__all__ if not hasattr(core, name)] == []
    assert list(core.__all__) == sorted(set(core.__all__), key=core.__all__.index)


def test_app_and_sync_use_the_public_face_of_core() -> None:
    assert [line for module in modules("app", "sync") for line in deep_imports(module)] == []


def test_threads_live_in_one_file_of_the_app() -> None:
    others = [module for module in modules("app") if module.path != THREADS_LIVE_IN]
    assert [line for module in others for line in threads(module)] == []


def test_app_and_core_are_plain_synchronous_code() -> None:
    assert [line for module in modules("app", "core") for line in coroutines(module)] == []


def test_nothing_modal_and_no_loop_within_the_loop() -> None:
    assert [line for module in modules("app") for line in nested_loops(module)] == []


def test_sql_is_written_in_the_store_only() -> None:
    elsewhere = [
        module
        for module in modules("app", "core", "sync", "resources")
        if not module.path.startswith(SQL_LIVES_IN)
    ]
    assert [line for module in elsewhere for line in statements(module)] == []


def test_the_command_line_starts_without_qt() -> None:
    code = "import sys, app.cli; print([name for name in sys.modules if name.startswith(('PySide6', 'shiboken6'))])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr) == ("[]", "")
