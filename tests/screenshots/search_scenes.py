"""The states of search that have a picture."""

from __future__ import annotations

from app.theme import Mode
from tests.screenshots.stage import Stage

_BOTH = (Mode.LIGHT, Mode.DARK)


def play_search(stage: Stage) -> None:
    """Search from the first letters to a search that is kept, when every note can be found by meaning."""
    embedding = stage.session._embedding
    assert embedding is not None  # the notebook is open
    stage.wait(lambda: stage.notebook.pane.asking.by_meaning and not embedding.under_way)
    _typing(stage)
    _meaning(stage)
    _why(stage)
    _recent(stage)
    _did_you_mean(stage)
    _not_understood(stage)
    _nothing_found(stage)
    _saved(stage)


def _ask(stage: Stage, text: str) -> None:
    pane = stage.notebook.pane
    pane.search.setText(text)
    stage.wait(lambda: pane.asking.result is not None and pane.asking.result.understood.text == text)
    stage.rest()  # meaning joins
    pane.search.home(False)


def _settle(stage: Stage) -> None:
    """Until the notes that are related to the open one are there."""
    for _ in range(3):
        stage.rest()


def _typing(stage: Stage) -> None:
    pane = stage.notebook.pane
    _ask(stage, "garden")
    pane.list.step(-len(pane.list.ids))
    _settle(stage)
    stage.shoot("search", *_BOTH)
    pane.search.setFocus()
    _ask(stage, 'garden -tomatoes "bed" tag:plan created:2023..2025')
    stage.shoot("search-chips", *_BOTH)


def _meaning(stage: Stage) -> None:
    pane = stage.notebook.pane
    _ask(stage, "cold hands at the telescope")
    pane.list.step(-len(pane.list.ids))
    _settle(stage)
    stage.shoot("search-meaning")


def _why(stage: Stage) -> None:
    pane = stage.notebook.pane
    _ask(stage, "bright moon")
    pane.list.step(-len(pane.list.ids))
    _settle(stage)
    stage.window.actions_["search.why"].trigger()
    stage.shoot("search-why", *_BOTH)
    pane.list.setFocus()


def _recent(stage: Stage) -> None:
    pane = stage.notebook.pane
    for query in ("sourdough", "tag:astronomy has:link", "bright moon", "garden tag:plan"):
        stage.notebook.searching._remembered.searched(query)
    pane.search.clear()
    stage.window.actions_["search.recent"].trigger()
    stage.shoot("search-recent")
    pane.list.setFocus()


def _did_you_mean(stage: Stage) -> None:
    _ask(stage, "telescpoe")
    stage.shoot("search-did-you-mean")


def _not_understood(stage: Stage) -> None:
    pane = stage.notebook.pane
    _ask(stage, "garden")
    pane.search.setText("garden taag:plan")
    stage.wait(lambda: pane.said.suggestion)
    stage.shoot("search-not-understood", *_BOTH)


def _nothing_found(stage: Stage) -> None:
    stage.window.actions_["search.words"].trigger()
    _ask(stage, "zeppelin flight tag:garden")
    stage.shoot("search-nothing-found", *_BOTH)
    stage.window.actions_["search.both"].trigger()


def _saved(stage: Stage) -> None:
    notebook = stage.notebook
    workspace = stage.session._workspace
    assert workspace is not None  # the notebook is open
    workspace.write(
        lambda brain: brain.save_search("Plans for the garden", "garden tag:plan"), owner=notebook
    )
    workspace.write(
        lambda brain: brain.save_search("Nights of 2025", "tag:astronomy created:2025"), owner=notebook
    )
    stage.rest()
    notebook.places.read()
    _ask(stage, "garden tag:plan")
    stage.wait(lambda: notebook.places.saved)
    stage.shoot("search-saved", *_BOTH)
    notebook.pane.search.clear()
