"""Search by meaning is made ready in the background: quietly, after changes too, and at rest as soon as somebody says so."""

from __future__ import annotations

from collections.abc import Callable
from time import sleep
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.embedding import Embedding
from app.notebook import Notebook
from app.rounds import Rests
from app.session import Session
from app.tasks import Tasks
from app.workspace import Workspace
from core import Coverage, Memory, Mode
from core.brain import Brain
from core.embedding import local_model
from core.indexing import Meaning

LONG = 30_000
SOON = Rests(start=50, change=50, failure=60_000)

pytestmark = pytest.mark.skipif(local_model() is None, reason="no model for search by meaning is installed")


@pytest.fixture
def embedding(workspace: Workspace) -> Embedding:
    """Background work that does not wait long."""
    return Embedding(workspace, SOON, workspace)


def fill(brain: Brain, count: int) -> None:
    """So many notes."""
    memories = [
        Memory.create(f"Note {number} about bread and the sea", brain.user_id) for number in range(count)
    ]
    brain._log.append((), lambda _: memories)


def embedded(brain: Brain) -> int:
    """How many notes can be found by meaning."""
    coverage = brain.meaning.coverage()
    return 0 if coverage is None else coverage.embedded


def test_notes_become_findable_by_meaning_after_the_start_and_after_a_change(
    qtbot: QtBot, brain: Brain, embedding: Embedding
) -> None:
    brain.create_memory("The car would not start this morning")
    told: list[Coverage | None] = []
    embedding.coverage_changed.connect(told.append)
    embedding.begin()
    qtbot.waitUntil(lambda: embedded(brain) == 1, timeout=LONG)
    assert brain.search("automobile trouble", mode=Mode.MEANING).hits
    brain.create_memory("Rain all day")
    qtbot.waitUntil(lambda: embedded(brain) == 2, timeout=LONG)
    qtbot.waitUntil(lambda: bool(told) and told[-1] is not None and told[-1].embedded == 2, timeout=LONG)


def test_a_pause_stops_it_at_once_and_is_remembered(qtbot: QtBot, brain: Brain, embedding: Embedding) -> None:
    fill(brain, 2_000)
    embedding.begin()
    qtbot.waitUntil(lambda: embedding.under_way and embedded(brain) > 0, timeout=LONG)
    embedding.pause(True)
    qtbot.waitUntil(lambda: not embedding.under_way, timeout=3_000)
    so_far = embedded(brain)
    assert so_far < 2_000
    assert is_paused(brain)
    brain.create_memory("Written while it rests")
    qtbot.wait(500)
    assert embedded(brain) <= so_far
    embedding.pause(False)
    qtbot.waitUntil(lambda: embedded(brain) > so_far, timeout=LONG)


def test_who_goes_on_before_it_rests_is_not_forgotten(
    qtbot: QtBot, brain: Brain, embedding: Embedding, monkeypatch: pytest.MonkeyPatch
) -> None:
    embed = Meaning.embed

    def slow_to_rest(*given: Any, **named: Any) -> Coverage | None:
        coverage = embed(*given, **named)
        sleep(0.5)
        return coverage

    monkeypatch.setattr(Meaning, "embed", slow_to_rest)
    fill(brain, 300)
    with qtbot.waitSignal(embedding._workspace.changed, timeout=LONG):
        embedding._workspace.look()
    embedding.begin()
    qtbot.waitUntil(lambda: embedding.under_way and embedded(brain) > 0, timeout=LONG)
    embedding.pause(True)
    embedding.pause(False)
    qtbot.waitUntil(lambda: embedded(brain) == 300, timeout=LONG)


def test_a_pause_on_the_command_line_is_noticed_by_an_open_window_and_so_is_its_end(
    qtbot: QtBot, brain: Brain, embedding: Embedding
) -> None:
    told: list[Coverage | None] = []
    embedding.begin()
    qtbot.waitUntil(lambda: not embedding.paused, timeout=LONG)
    embedding.coverage_changed.connect(told.append)
    brain.meaning.pause()  # as another program does, which writes nothing into the log
    qtbot.waitUntil(lambda: bool(told) and embedding.paused, timeout=LONG)
    brain.create_memory("Rain all day")
    qtbot.wait(300)
    assert embedded(brain) == 0
    brain.meaning.resume()
    qtbot.waitUntil(lambda: not embedding.paused and embedded(brain) == 1, timeout=LONG)


def test_its_end_elsewhere_begins_it_however_that_is_found_out(
    qtbot: QtBot, brain: Brain, embedding: Embedding
) -> None:
    embedding.begin()
    brain.meaning.pause()
    embedding._look()
    qtbot.waitUntil(lambda: embedding.paused, timeout=LONG)
    brain.create_memory("Rain all day")
    with qtbot.waitSignal(embedding._workspace.changed, timeout=LONG):
        embedding._workspace.look()
    qtbot.wait(300)
    brain.meaning.resume()
    embedding._look()  # as who asks how far it is, just before the next look
    qtbot.waitUntil(lambda: embedded(brain) == 1, timeout=LONG)


def test_closing_stops_it_at_once(qtbot: QtBot, brain: Brain, tasks: Tasks, embedding: Embedding) -> None:
    fill(brain, 2_000)
    embedding.begin()
    qtbot.waitUntil(lambda: embedding.under_way and embedded(brain) > 0, timeout=LONG)
    tasks.close()  # waits for what is under way
    assert embedded(brain) < 2_000


def test_a_window_that_closes_begins_nothing_any_more(
    qtbot: QtBot, brain: Brain, embedding: Embedding
) -> None:
    embedding.begin()
    embedding.stop()
    brain.create_memory("Written last")
    embedding._workspace.look()
    qtbot.wait(400)
    assert not embedding.under_way
    assert embedded(brain) == 0


def test_the_window_offers_meaning_as_soon_as_there_is_some(
    qtbot: QtBot, brain: Brain, open_session: Callable[[], Session]
) -> None:
    brain.create_memory("The car would not start this morning")
    brain.create_memory("Rain all day")
    session = open_session()
    notebook = session.notebook
    assert notebook is not None
    qtbot.waitUntil(lambda: notebook.pane.asking.by_meaning, timeout=LONG)
    notebook.pane.search.setText("automobile trouble")
    qtbot.waitUntil(lambda: bool(titles(notebook)), timeout=LONG)
    assert titles(notebook)[0] == "The car would not start this morning"
    assert notebook.pane.switch.isVisible()
    session._window.actions_["search.pause"].trigger()
    qtbot.waitUntil(lambda: is_paused(brain), timeout=LONG)
    assert session._window.actions_["search.pause"].isChecked()


def titles(notebook: Notebook) -> list[str]:
    """What was found."""
    result = notebook.pane.asking.result
    return [] if result is None else [hit.title for hit in result.hits]


def is_paused(brain: Brain) -> bool:
    """Whether somebody wants the background work to rest."""
    coverage = brain.meaning.coverage()
    return coverage is not None and coverage.paused
