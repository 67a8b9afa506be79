"""Two people at the real server, one in a window and one on a command line's notebook: a note is shared and arrives, to read
or to write in, and is taken away again; by keys and mouse."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.account.engine import Entry
from app.account.server import TeamServer
from app.account.spaces_sheet import ShareSheet, SpaceSheet, SpacesSheet
from app.library.place_rows import ALL, view_of
from app.notebook import Notebook
from app.session import Session
from app.window import Window
from core import Brain, Shared, open_brain
from core.store.cluster import Cluster
from sync.server.database import Database
from sync.server.settings import Settings
from sync.server.users import create_user
from tests.app.account.conftest import place_of, window_of
from tests.app.account.test_together import no_keyring, once, quiet_server, signed_in
from tests.fixtures.desktop import OpenSession
from tests.fixtures.postgres import create_database, drop_database
from tests.fixtures.syncing import PASSWORD

pytestmark = [pytest.mark.usefixtures("maria", "no_keyring", "quiet_server")]
__all__ = ["no_keyring", "quiet_server"]  # fixtures


@pytest.fixture
def bob(
    cluster: Cluster, template_database: str, tmp_path: Path, team_settings: Settings
) -> Iterator[Callable[[str], tuple[Brain, TeamServer]]]:
    """Signs Bob in, on a notebook of his own."""

    async def make() -> None:
        database = Database(team_settings.database_url)
        await database.open()
        try:
            await create_user(database, "bob", PASSWORD)
        finally:
            await database.close()

    asyncio.run(make())
    create_database(cluster, "of_bob", template_database)
    with open_brain(tmp_path / "bob", cluster.url("of_bob")) as brain:

        def sign_in(url: str) -> tuple[Brain, TeamServer]:
            server = TeamServer()
            server.sign_in(brain, Entry(url, "bob", PASSWORD, "Bob's"))
            return brain, server

        yield sign_in
    drop_database(cluster, "of_bob")


def press(page: QWidget, words: str) -> None:
    """Press the button that says this."""
    (button,) = [
        each for each in page.window().findChildren(QPushButton) if each.text() == words and each.isVisible()
    ]
    button.setFocus()
    button.click()


def test_a_note_is_shared_in_the_window_and_each_right_is_kept_at_both_ends(
    qtbot: QtBot,
    open_session: OpenSession,
    team_url: str,
    brain: Brain,
    bob: Callable[[str], tuple[Brain, TeamServer]],
) -> None:
    maria = Maria(qtbot, open_session())
    signed_in(qtbot, maria.session, team_url)
    of_bob, server = bob(team_url)
    note = brain.create_memory("# Garden\n\nbeans").memory
    maria.makes_a_space_and_lets_bob_read()
    maria.shares(note)
    maria.begins_a_note_in_the_space_that_holds(note)
    once(of_bob, server)
    there = server.spaces(of_bob, lambda: None)
    known = there.all()
    assert of_bob.memory(note).content == "# Garden\n\nbeans" and not known.may_write(note)

    # Bob shares one with her to read: her window shows it, says why she cannot write, and copies it.
    (space,) = known.spaces
    (mine,) = [each for each in there.make("Bob's").spaces if each.own]
    (mine,) = [each for each in there.change(mine, members={"maria": False}).spaces if each.own]
    theirs = of_bob.create_memory("# Of Bob\n\nto read", tags=["bob"]).memory
    once(of_bob, server)
    there.put_in(mine, [theirs])
    qtbot.waitUntil(lambda: not maria.knows.may_write(theirs), timeout=60_000)
    maria.reads(theirs, "where you may only read")
    copy = maria.copies(theirs)
    assert copy != note and brain.memory(copy).content == "# Of Bob\n\nto read"

    # It is taken away: it stays, to read, and says so.
    there.take_out(mine, [theirs])
    maria.window.actions_["sync.spaces"].trigger()
    qtbot.waitUntil(lambda: theirs in maria.knows.lost, timeout=60_000)
    maria.reads(theirs, "not shared with you any more")
    assert there.leave(space).spaces and of_bob.memory(note).content == "# Garden\n\nbeans"
    there.close()


class Maria:
    """What she does in her window, and what it then says."""

    def __init__(self, qtbot: QtBot, session: Session) -> None:
        self._qtbot, self.session = qtbot, session

    @property
    def window(self) -> Window:
        return window_of(self.session)

    @property
    def notebook(self) -> Notebook:
        assert self.session.notebook is not None
        return self.session.notebook

    @property
    def knows(self) -> Shared:
        return place_of(self.session).sharing.shared

    @property
    def page(self) -> QWidget:
        pages = place_of(self.session).pages
        assert pages is not None and pages.sheet is not None
        return pages.sheet

    def makes_a_space_and_lets_bob_read(self) -> None:
        """And hears that nobody is called zoe."""
        self.window.actions_["sync.spaces"].trigger()
        sheet = self.page
        assert isinstance(sheet, SpacesSheet)
        self._qtbot.keyClicks(sheet.name.line, "Garden")
        self._qtbot.keyClick(sheet.name.line, Qt.Key.Key_Return)
        self._until(lambda: isinstance(self.page, SpaceSheet))
        one = self.page
        assert isinstance(one, SpaceSheet)
        one.user.line.setText("zoe")
        press(one, "Invite to read")
        self._until(lambda: "There is no user zoe" in one.wrong.words.text())
        one.user.line.setText("bob")
        press(one, "Invite to read")
        self._until(lambda: self.page is not one and said(self.page, "may read"))

    def shares(self, note: UUID) -> None:
        """It says where it is, and stays hers to write."""
        self._opens(note)
        self.window.actions_["note.share"].trigger()
        self._until(lambda: isinstance(self.page, ShareSheet))
        press(self.page, "Save")
        self._until(lambda: said(self.notebook.editor.foot, "In “Garden”"))
        self._until(lambda: not self.notebook.editor.text.isReadOnly())

    def begins_a_note_in_the_space_that_holds(self, note: UUID) -> None:
        """The place lists what is in the space; a new note is her own, and is listed where it is."""
        places = self.notebook.places
        (space,) = self.knows.spaces
        places.go(view_of(space))
        self._until(lambda: list(self.notebook.pane.list.ids) == [note])
        self.window.actions_["note.new"].trigger()
        self._until(lambda: places.view == ALL)

    def reads(self, note: UUID, why: str) -> None:
        """She sees a note and why she cannot write in it."""
        self._opens(note)
        self._until(lambda: why in self.notebook.editor.notice.words)
        assert self.notebook.editor.text.isReadOnly()
        self._qtbot.keyClicks(self.notebook.editor.text, "x")
        assert "x" not in self.notebook.editor.text.toPlainText()

    def copies(self, note: UUID) -> UUID:
        """The copy is open, and hers to write."""
        editor = self.notebook.editor
        press(self.notebook, "Copy into my notes")
        self._until(lambda: editor.note not in (None, note) and not editor.text.isReadOnly())
        assert editor.note is not None
        return editor.note

    def _opens(self, note: UUID) -> None:
        """As soon as it is listed: who may write in a note can be known before the note is here."""
        place_of(self.session)._arrival.go_to_notes()
        self._until(lambda: note in self.notebook.pane.list.ids)
        self.notebook.show_note(note)
        self._until(lambda: self.notebook.editor.note == note)

    def _until(self, true: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(true, timeout=60_000)


def said(page: QWidget, words: str) -> bool:
    """Whether these words stand on a page."""
    return any(each.text() == words for each in page.findChildren(QLabel))
