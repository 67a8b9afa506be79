"""Words that are cut in a process of their own are those that are cut here, whatever becomes of that process."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

import psutil
import pytest

from core import Brain, Memory
from core.store.cutting import _LITTLE, Cutter, cut_here
from core.store.replay import replay
from core.v2.choices import Choices, Sources
from tests.core.v2.importing import note, write

PROJECT = Path(__file__).parents[3]
ME = uuid4()
TEXTS = (
    "# Running c++\n\nShe runs a-b-a with don't and node.js, 学习中文 ไทย e\u0301 ﷺ Straße 🙂\u2028 [[other]] `code`",
    "Der Hund läuft durch den Wald und bellt.\n- [ ] Brot kaufen ![](x.png)",
    "",
)


def some(count: int = 120) -> list[Memory]:
    """Memories that are too many to be cut here, with everything that words depend on."""
    chosen = {"language": "german", "pinned": True, "attachments": ["x"], "other": [1.5, None]}
    made = [
        Memory.create(
            f"{TEXTS[number % 3]} {number}" + " filler" * 80,
            ME,
            ["a/b", "Ü"],
            metadata=chosen if number % 4 else {},
        )
        for number in range(count)
    ]
    made[1] = made[1].attach("ab" * 32, "Straße plan.pdf", "application/pdf", 7)
    made[0] = Memory.create("word " * 13_000 + "last", ME)  # more than one part
    made[2] = made[2].link(made[3].id, "extends")
    assert sum(len(memory.content) for memory in made) > _LITTLE
    return made


def wait_until_gone(pid: int) -> None:
    end = time.monotonic() + 90
    while psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:
        assert time.monotonic() < end, "the process is still there"
        time.sleep(0.02)


def test_the_process_cuts_what_this_one_cuts_and_is_gone_afterwards() -> None:
    memories = some()
    before = psutil.Process().children()
    with Cutter() as cutter:
        first, second = cutter.cut(memories), cutter.cut(memories[:90])  # asked for before anything is taken
        assert list(first) == list(cut_here(memories))
        assert list(second) == list(cut_here(memories[:90]))
        assert len(psutil.Process().children()) == len(before) + 1
    assert psutil.Process().children() == before


def test_a_few_notes_need_no_process() -> None:
    before = psutil.Process().children()
    with Cutter() as cutter:
        assert list(cutter.cut(some()[:3])) == list(cut_here(some()[:3]))
        assert psutil.Process().children() == before


def test_where_the_process_is_killed_nothing_is_missing() -> None:
    memories = some()
    with Cutter() as cutter:
        parts = cutter.cut(memories)
        found = [next(parts)]
        assert cutter._process is not None
        cutter._process.kill()
        assert [*found, *parts] == list(cut_here(memories))
        assert list(cutter.cut(memories)) == list(cut_here(memories))  # without it, from now on


@pytest.mark.parametrize("program", ["/nowhere/python", "/bin/true", "/bin/echo"])
def test_where_the_process_does_not_start_or_answers_nonsense_nothing_is_missing(
    monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    monkeypatch.setattr(sys, "executable", program)
    memories = some()
    with Cutter() as cutter:
        assert list(cutter.cut(memories)) == list(cut_here(memories))


def test_what_nobody_takes_keeps_nobody_from_closing() -> None:
    with Cutter() as cutter:
        cutter.cut(some())
        next(cutter.cut(some()))
    assert cutter._process is not None
    assert cutter._process.returncode is not None


def test_a_bundle_cuts_by_calling_itself(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    bundle = tmp_path / "second-brain"
    bundle.write_text(f'#!/bin/sh\ncd "{PROJECT}" && exec "{sys.executable}" -m app "$@"\n')
    bundle.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(bundle))
    memories = some()
    with Cutter() as cutter:
        assert list(cutter.cut(memories)) == list(cut_here(memories))
        assert cutter._process is not None
        assert cutter._process.poll() is None  # and it was that process that cut them
        assert not cutter._lost


_PARENT = """
import time
from tests.core.store.test_cutting import some
from core.store.cutting import Cutter
cutter = Cutter()
next(cutter.cut(some()))
print(cutter._process.pid, flush=True)
time.sleep(60)
"""


def test_a_program_that_is_killed_leaves_no_process_behind() -> None:
    command = [sys.executable, "-c", _PARENT]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=PROJECT) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        assert psutil.pid_exists(pid)
        parent.send_signal(signal.SIGKILL)
    wait_until_gone(pid)


def test_the_process_knows_no_database_and_no_window() -> None:
    told = "import sys, core.store.cutter; print(*sys.modules)"
    command = [sys.executable, "-c", told]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=PROJECT)
    assert not {"psycopg", "sqlalchemy", "PySide6"} & set(done.stdout.split())


def test_an_import_whose_cutting_process_is_killed_brings_every_note_with_its_words(
    brain: Brain, tmp_path: Path
) -> None:
    notes = [note(f"{TEXTS[number % 2]} number{number} {'filler ' * 50}") for number in range(2_500)]
    dump = write(tmp_path / "backup.sql", notes)
    killed = []

    def told(_: Any) -> None:
        for child in psutil.Process().children():
            with suppress(psutil.Error):  # it was killed the last time
                if "core.store.cutter" in child.cmdline():
                    child.kill()
                    killed.append(child.pid)

    report = brain.migration.run(Sources(dump=dump), Choices(backup=False), told)
    assert killed
    assert report.count("created") == len(notes)
    assert replay(brain._database).equal
    for number in (0, 999, 2_499):
        assert len(brain.search(f"number{number}").hits) == 1
