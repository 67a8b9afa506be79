"""The capture window: a text, its tags, and two keys. Ctrl+Enter makes a note of it, Esc keeps it for later.

Owns what is begun and not saved: the text is a draft in the database a moment after each key, tags and files stand in
`window.ini`, and both are here again after Esc, after the program's end, and after a sudden one. It refuses to know who
asked for it.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QTextCursor

from app.capture.begun import Begun, begun_in
from app.capture.brought import Brought, Kept, keep_all, links_to, named_apart, still_named
from app.capture.frame import Frame
from app.capture.tagging import Tagging
from app.editor.ink import Ink
from app.editor.saving import Pace, State
from app.editor.sheet import Sheet
from app.remembered import Remembered
from app.theme import Theme
from app.workspace import Workspace
from core import Attachment, Brain, BrainError, new_id, title_of, tr, tr_noop

_NEVER = 2**31 - 1  # milliseconds: only a person makes a note of what is written here
_PACE = Pace(draft=100, rest=_NEVER, longest=_NEVER, retry=_NEVER, patience=_NEVER)
_AGAIN_MS = 1_000  # until what could not be kept is tried again, as a draft
_KEPT = tr_noop("kept as a draft")


class Card(QObject):
    """What is written into the capture window. One for each notebook."""

    saved = Signal(object, str)
    """A note was made and is durable: its id and its title."""

    def __init__(
        self, workspace: Workspace, theme: Theme, remembered: Remembered, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._theme = theme
        self._remembered = remembered
        self._sheet: Sheet | None = None
        self._files: tuple[Attachment, ...] = ()
        self._wanted: list[Callable[[], None]] = []
        self._coming = 0  # pastes and drops whose contents are not durable yet
        self._leaving = self._save_then = False
        self._safe = ""  # the text that was kept last beside the sheet's own pace
        self._again = QTimer(self, interval=_AGAIN_MS)
        self._again.timeout.connect(self._keep_again)
        self.window = Frame(theme)
        self.tagging = Tagging(self.window.text, workspace, theme)
        self.destroyed.connect(self.window.let_go)
        self._connect()
        self._look_for_begun()

    @property
    def text(self) -> str:
        """What is written."""
        return self._sheet.text() if self._sheet else ""

    @property
    def note(self) -> UUID | None:
        """The id of the note that it becomes; None before it is known what was begun."""
        return self._sheet.memory_id if self._sheet else None

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags that the note will have."""
        return self._sheet.tags if self._sheet else ()

    @property
    def kept(self) -> bool:
        """Whether all that is written is safe, as a draft."""
        sheet = self._sheet
        return sheet is None or sheet.saving.state is State.SAVED or sheet.text() == self._safe

    def open(self, text: str = "", tags: tuple[str, ...] = ()) -> None:
        """Come forward, ready to type, with what was begun; what is brought along stands below that."""
        if self._sheet is None:
            self._wanted.append(lambda: self.open(text, tags))
            return
        if text:
            self._bring(text)
        self._add_tags(tags)
        self.window.come_forward()

    def save(self) -> None:
        """Make a note of it, with all files that are on their way. The window goes when the note is durable, and stays with
        what is wrong when it is not."""
        sheet = self._sheet
        if sheet is None or self._leaving:
            return
        self._save_then = self._coming > 0
        if self._save_then:
            self._hold()
            return
        if not sheet.text().strip():
            self.window.hide()
            return
        self._leaving = True
        self._hold()
        sheet.saving.flush()
        if files := self._named:
            note = sheet.memory_id
            sheet.saving.send(lambda brain: brain.files.give(note, *files), self._workspace.trouble.emit)
        self._answered()  # it may be a note already

    def _hold(self) -> None:
        self.window.hold(True)
        self.window.say(tr("saving…"))

    def put_aside(self) -> None:
        """Close, and keep what is written for the next time."""
        self.keep()
        self.window.hide()

    def keep(self) -> None:
        """Have what is written kept as a draft, now. Done when the workspace has settled."""
        if self._sheet is not None and not self.kept and not self._leaving:
            door, text = self._sheet.saving.door, self._sheet.text()
            self._workspace.write(
                lambda brain: door.keep(brain, text),
                lambda _: self._is_safe(text),
                owner=self,
                failed=self._failed,
            )
            self._sheet.saving.hush()

    def _is_safe(self, text: str) -> None:
        self._safe = text
        if text and text == self.text and not self._leaving:
            self.window.say(_KEPT)

    def _keep_again(self) -> None:
        """The sheet would try to make a note of it; here only a person does."""
        if self._sheet is None or self._sheet.saving.state is not State.UNSAVED:
            self._again.stop()
        else:
            self.keep()

    def close(self) -> None:
        """Close for good: what is written stays a draft."""
        self.keep()
        self.window.close_for_good()

    def _connect(self) -> None:
        window = self.window
        window.save_wanted.connect(self.save)
        window.left.connect(self.put_aside)
        window.text.undo_wanted.connect(self._undo)
        window.text.brought.connect(self._take)
        window.text.textChanged.connect(self._show_files)
        window.tags.changed.connect(self._change_tags)
        window.tags.wanted.connect(self._ask_tags)
        self.tagging.chosen.connect(lambda tag: self._add_tags((tag,)))
        self._theme.changed.connect(self._dress)

    # ---- what is begun

    def _look_for_begun(self) -> None:
        begun = begun_in(self._remembered.begun)

        def look(brain: Brain) -> str:
            drafts = brain.drafts() if begun else ()
            return next((each.content for each in drafts if begun and each.memory_id == begun.note), "")

        def found(text: str) -> None:
            self._begin(begun if begun and text else Begun(new_id()), text)
            while self._wanted:
                self._wanted.pop(0)()

        self._workspace.read(look, found, owner=self)

    def _begin(self, begun: Begun, text: str = "") -> None:
        before = self._sheet
        sheet = Sheet(self._workspace, Ink(self._theme), begun.note, None, _PACE, self, begun.tags)
        sheet.saving.answered.connect(self._answered)
        sheet.saving.state_changed.connect(self._tell)
        sheet.saving.failed.connect(self._failed)
        self._sheet, self._files, self._leaving, self._safe = sheet, begun.files, False, ""
        self.window.hold(False)
        self.window.show_sheet(sheet)
        self.window.tags.show_tags(begun.tags)
        self._show_files()
        self._remember()
        if text:
            self._bring(text)
        self._tell()
        if before is not None:
            before.deleteLater()

    def _bring(self, text: str) -> None:
        """Put a text below what is written, as if it were typed."""
        cursor = QTextCursor(self.window.text.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        written = self.text
        apart = "" if not written.strip() else "\n" if written.endswith("\n") else "\n\n"
        cursor.insertText(apart + text)
        self.window.text.setTextCursor(cursor)

    def _remember(self) -> None:
        if self._sheet is not None:
            self._remembered.begun = Begun(self._sheet.memory_id, self._sheet.tags, self._files).line()

    # ---- what is done in it

    def _undo(self) -> None:
        if self._sheet is not None:
            self._sheet.undo()

    def _change_tags(self, tags: tuple[str, ...]) -> None:
        if self._sheet is not None:
            self._sheet.change_tags(tags)
            self.window.tags.show_tags(tags)
            self._remember()

    def _add_tags(self, tags: tuple[str, ...]) -> None:
        more = tuple(tag for tag in tags if tag.casefold() not in {each.casefold() for each in self.tags})
        if more:
            self._change_tags((*self.tags, *more))

    def _ask_tags(self) -> None:
        self._workspace.read(
            lambda brain: brain.tags(),
            lambda found: self.window.tags.know(each.tag for each in found),
            owner=self,
            latest="tags",
        )

    def _take(self, files: tuple[Brought, ...]) -> None:
        """Files were pasted or dropped: keep their contents, then name them in the text and have them ready for the note."""
        self._coming += 1
        keep_all(self._workspace, files, self._came, owner=self, failed=lambda error: self._came(error=error))

    def _came(self, kept: Kept | None = None, error: Exception | None = None) -> None:
        self._coming -= 1
        if kept is not None:
            self._has(kept)
        if error is not None:
            self._not_kept(error)
        if self._save_then:
            self.save()

    def _has(self, kept: Kept) -> None:
        if kept.refused is not None:
            self._not_kept(kept.refused)
        elif kept.stays:
            self.window.say(kept.stays)
        if not kept.files:
            return
        files = named_apart(kept.files, self._files)
        self._files = tuple(dict.fromkeys((*self._files, *files)))
        self._remember()
        self.window.text.insert_apart(links_to(files))

    def _not_kept(self, error: Exception) -> None:
        """Nothing is saved without it: whoever asked for that looks at it once more."""
        if self._save_then:
            self._save_then = False
            self.window.hold(False)
        if not isinstance(error, BrainError):
            raise error
        self.window.say(f"{error.words} {error.hint}", trouble=True)

    @property
    def _named(self) -> tuple[Attachment, ...]:
        """The files that the note will have: one whose link is taken out of the text was thought better of."""
        return still_named(self._files, self.text) if self._files else ()

    def _show_files(self) -> None:
        self.window.show_files([each.name for each in self._named])

    # ---- how it goes

    def _tell(self) -> None:
        if self._sheet is None or self._leaving or self._save_then:
            return
        state = self._sheet.saving.state
        if state is not State.UNSAVED:
            empty = not self.text.strip()
            self.window.say("" if empty else tr(_KEPT) if state is State.SAVED else tr("keeping…"))

    def _answered(self) -> None:
        sheet = self._sheet
        if not self._leaving or sheet is None or not sheet.saving.clean:
            return
        note, title = sheet.saving.door.memory_id, title_of(sheet.text())
        self._begin(Begun(new_id()))
        self.window.hide()
        self.saved.emit(note, title)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, BrainError):
            raise error
        self._leaving = False
        self._again.start()
        self.window.hold(False)
        self.window.say(tr("Not saved yet. {why} What you wrote stays here.", why=error.words), trouble=True)

    def _dress(self) -> None:
        if self._sheet is not None:
            self._sheet.set_ink(Ink(self._theme))
