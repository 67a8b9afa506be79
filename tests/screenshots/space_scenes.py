"""The states of spaces that have a picture: all of them, one of one's own, the choice for notes, a note to read."""

from __future__ import annotations

from uuid import UUID

from app.account.spaces_sheet import SpaceSheet, SpacesSheet
from app.theme import Mode
from core import Shared, Space
from tests.fixtures.syncing import FakeServer
from tests.screenshots.stage import Stage

_BOTH = (Mode.LIGHT, Mode.DARK)


def play_spaces(stage: Stage, server: FakeServer) -> None:
    """From the page of all spaces to a note that one may only read."""
    brain = stage.notebook.editor._workspace.brain
    texts = (
        "# Beds\n\nBeans, peas, leeks.",
        "# Water\n\nThe barrel is full.",
        "# Minutes\n\nOf the allotment society.",
    )
    beds, water, minutes = (brain.create_memory(text).memory for text in texts)
    garden = Space(
        UUID(int=1), "Garden", "maria", own=True, may_write=True,
        members={"bob": True, "dora": False}, mine=frozenset({beds}), others=frozenset({water}),
    )  # fmt: skip
    society = Space(
        UUID(int=2), "Society", "eve", own=False, may_write=False,
        members={"maria": False}, others=frozenset({minutes}),
    )  # fmt: skip
    server.shared = Shared((garden, society))
    place = stage.session.account
    assert place is not None
    stage.wait(lambda: server.engines and len(stage.notebook.pane.list.ids) >= len(texts))
    stage.window.actions_["sync.spaces"].trigger()
    stage.wait(lambda: place.sharing.shared.spaces and isinstance(_page(stage), SpacesSheet))
    stage.shoot("spaces", *_BOTH)
    place.sharing._show_one(garden)
    stage.wait(lambda: isinstance(_page(stage), SpaceSheet))
    stage.shoot("space-people", *_BOTH)
    stage.arrival.go_to_notes()
    stage.notebook.show_note(beds)
    stage.wait(lambda: stage.notebook.editor.note == beds)
    stage.window.actions_["note.share"].trigger()
    stage.rest()
    stage.shoot("space-share", *_BOTH)
    stage.arrival.go_to_notes()
    stage.notebook.show_note(minutes)
    stage.wait(lambda: stage.notebook.editor.notice.words)
    stage.shoot("space-to-read", *_BOTH)


def _page(stage: Stage) -> object:
    account = stage.session.account
    return account.pages.sheet if account and account.pages else None
