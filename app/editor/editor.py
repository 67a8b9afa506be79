"""The pane in which a note is written.

Owns how the open note is shown and what is said about it; puts text, preview, tags and notices together. It asks the
workspace only, and reads again when that tells of a change. Which note is open is the desk's business, and what is typed is
brought into the notebook by the note's sheet.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QTextCursor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.editor import said
from app.editor.attached import Attached
from app.editor.clash import Clash
from app.editor.completing import Completing
from app.editor.desk import Desk
from app.editor.foot import Foot
from app.editor.ink import Ink
from app.editor.linking import Linking
from app.editor.notice import Notice
from app.editor.painted import Painted
from app.editor.preview import Preview
from app.editor.related import BackLinks, Related
from app.editor.saving import Pace, State
from app.editor.sheet import Sheet
from app.editor.text import NoteText, beside_column
from app.editor.views import Show, Views
from app.pictures import Pictures
from app.sizes import BESIDE, LOW
from app.theme import GRID, Theme
from app.workspace import Workspace
from core import BrainError, Changes, Memory, Unsaved, tr

_PACE = Pace()
_REDRAW_MS = 250  # how long the hand rests before the preview beside the text is drawn again


class Editor(QWidget):
    """One note at a time."""

    state_changed = Signal(str)
    """How safe what was typed is: "editing", "saving…", "saved here", "not saved"."""
    opened = Signal(object)
    """The id of the note that is open now, None when there is none. A new note has an id before it exists."""
    clashed = Signal()
    """Whether the open note has two versions that could not be merged is another answer now: see `clashes`."""
    preview_changed = Signal(bool)
    """Whether the note is shown as it reads; also when a person used the switch under the note."""

    def __init__(
        self, workspace: Workspace, theme: Theme, pace: Pace = _PACE, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._theme = theme
        self._pace = pace
        self._state = State.SAVED
        self._build()
        self._connect()

    # ---- what others ask for

    @property
    def note(self) -> UUID | None:
        """The id of the open note."""
        return self._sheet.memory_id if self._sheet else None

    def lock(self, *, on: bool) -> None:
        """Keep the open note as it is, because one may only read it, or let it be changed."""
        self._step(lambda sheet: sheet.lock(on=on))

    @property
    def memory(self) -> Memory | None:
        """The open note as it was read last; None while it does not exist."""
        return self._sheet.memory if self._sheet else None

    @property
    def coming(self) -> bool:
        """Whether some of the open note's text is still on its way."""
        return self._sheet is not None and not self._sheet.is_loaded

    @property
    def state(self) -> State:
        """How safe what was typed is, here and in notes that were left."""
        return self._state

    @property
    def unsaved(self) -> bool:
        """Whether something typed is not in the notebook's history yet."""
        return self._desk.unsaved

    @property
    def typed(self) -> tuple[Unsaved, ...]:
        """The notes in which something is typed that is not in the notebook's history yet, as they will be then."""
        return self._desk.typed

    def open_note(self, memory_id: UUID | None) -> None:
        """Show this note, or none. What was typed in the one before is saved."""
        self._desk.open(memory_id)

    def new_note(self, tags: tuple[str, ...] = ()) -> None:
        """Begin a note. It exists from its first word on, and has these tags then."""
        self._desk.begin(tags)
        self.focus_text()

    def flush(self) -> None:
        """Make history of what is typed, now. Done when the workspace has settled."""
        self._desk.flush()

    def focus_text(self) -> None:
        """Put the caret into the text; where no note is open, the keyboard is at the button that begins one."""
        if self.shown_as is not Show.BESIDE:
            self.set_preview(False)
        self._views.take_keyboard()

    def focus_tags(self) -> None:
        """Go to the field for tags."""
        if self._sheet is not None:
            self.foot.tags.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_preview(self, on: bool) -> None:
        """Show the note as it reads, or as it is written."""
        self.show_as(Show.PREVIEW if on else Show.TEXT)

    def show_as(self, how: Show) -> None:
        """Show the note as it is written, as it reads, or both beside each other."""
        how, was = how if self._sheet is not None else Show.TEXT, self.preview_shown
        if self._sheet is not None:
            if how is not Show.TEXT:
                self.preview.show_text(self._sheet.text(), self._sheet.memory)
            self._views.show_note(how)
        self.foot.switch.setChecked(how is Show.PREVIEW)
        if was != self.preview_shown:
            self.preview_changed.emit(self.preview_shown)

    def compare(self) -> None:
        """Show the two versions of the open note that could not be merged, when what is typed is in the notebook."""
        if (note := self.note) is not None:
            self.flush()
            self._workspace.settled(lambda: self.clash.show_note(note))

    @property
    def clashes(self) -> bool:
        """Whether the open note has two versions that could not be merged."""
        return self.memory is not None and bool(self.memory.clashes)

    @property
    def preview_shown(self) -> bool:
        """Whether the note is shown as it reads, and only so."""
        return self._views.shown is Show.PREVIEW

    @property
    def shown_as(self) -> Show:
        """How notes are shown now."""
        return self._views.shown or Show.TEXT

    # ---- building

    def _build(self) -> None:
        self.setAccessibleName(tr("Note"))
        self.text = NoteText(self._theme, self)
        self.pictures = Pictures(self._workspace, self)
        self.preview = Preview(self._theme, self.pictures, self)
        self.clash = Clash(self._workspace, self._theme, self)
        self.notice = Notice(self._theme, self)
        self.files = Attached(self._workspace, self._theme, self.pictures, self)
        self.back_links = BackLinks(self._workspace, self._theme, self)
        self.related = Related(self._workspace, self._theme, self)
        self.foot = Foot(self._theme, self)
        self.linking = Linking(self._workspace, self.notice, self.files.open_file, self)
        self.completing = Completing(self.text, self._workspace, self._theme)
        self._desk = Desk(self._workspace, Ink(self._theme), self._pace, self.text, self._listen, self)
        self.ahead = self._desk.ahead
        self._views = Views(self.text, self.preview, self.clash, self)
        self.painted = Painted(self.text.viewport(), self.preview.viewport(), parent=self)
        self._redraw = QTimer(self, singleShot=True, interval=_REDRAW_MS)
        self._middle = QVBoxLayout()
        self._middle.addWidget(self.notice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._views, 1)
        column.addLayout(self._middle)
        for below in (self.files, self.back_links, self.related, self.foot):
            column.addWidget(below)
        self.foot.hide()

    def _connect(self) -> None:
        self._workspace.changed.connect(self._changed)
        self.opened.connect(self.painted.expect)
        self.painted.told.connect(self._desk.go_on)
        self._desk.leaving.connect(self._leave)
        self._desk.moving.connect(self.painted.wait)
        self._desk.reading.connect(lambda: self.text.setReadOnly(True))
        self._desk.opened.connect(lambda sheet: self._show(sheet) if sheet else self._show_none())
        self._desk.failed.connect(self._did_not_open)
        self._theme.changed.connect(self._dress)
        self.text.undo_wanted.connect(lambda: self._step(Sheet.undo))
        self.text.redo_wanted.connect(lambda: self._step(Sheet.redo))
        self.text.removed.connect(lambda count: said.removed(self.notice, count))
        self.text.textChanged.connect(self._redraw.start)
        self._redraw.timeout.connect(self._draw_preview)
        self.pictures.arrived.connect(self._redraw.start)
        self.text.followed.connect(self.linking.follow)
        self.preview.followed.connect(self.linking.follow)
        self.preview.ticked.connect(self.text.tick)
        self._views.begun.connect(self.new_note)
        for left in (self.preview.left, self.files.left, self.foot.tags.left, self.notice.left):
            left.connect(self.focus_text)
        self.clash.found.connect(self._show_clash)
        self.clash.left.connect(self._leave_clash)
        for panel in (self.files, self.back_links, self.related):
            self.opened.connect(panel.follow)
        self.files.told.connect(lambda words: self.notice.say("file", words))
        self.foot.preview_wanted.connect(self.set_preview)
        self.foot.tags.changed.connect(lambda tags: self._step(lambda sheet: sheet.change_tags(tags)))
        self.foot.tags.wanted.connect(self._ask_tags)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Called by Qt: keeps the column in the middle."""
        super().resizeEvent(event)
        side = beside_column(event.size().width())
        for below in (self.files, self.back_links, self.related, self.foot):
            below.set_side(side)
        self._middle.setContentsMargins(side, 0, side, 2 * GRID)
        self.files.set_brief(event.size().width() < BESIDE and event.size().height() < LOW)

    # ---- showing

    @property
    def _sheet(self) -> Sheet | None:
        return self._desk.sheet

    def _listen(self, sheet: Sheet) -> None:
        sheet.loaded.connect(lambda: self._refresh(sheet))
        sheet.refreshed.connect(lambda: self._refresh(sheet))
        sheet.copied.connect(lambda: self._say_copied(sheet))
        sheet.gone.connect(lambda: said.gone(self.notice) if sheet is self._sheet else None)
        sheet.patching.connect(lambda: self._hold_still(sheet))
        sheet.saving.state_changed.connect(self._tell_state)
        sheet.saving.failed.connect(lambda error: said.unsaved(self.notice, error))

    def _did_not_open(self, error: Exception) -> None:
        if not isinstance(error, BrainError):
            raise error
        self.notice.say("open", str(error))

    def _show(self, sheet: Sheet) -> None:
        how = self.shown_as
        self.text.show_document(sheet.document, sheet.page)
        self.text.setTextCursor(sheet.caret or QTextCursor(sheet.document))
        self.text.verticalScrollBar().setValue(sheet.scrolled)
        self._views.show_note(Show.TEXT if how is Show.PREVIEW else how)
        self.foot.show()
        self.notice.hush()
        self._refresh(sheet)
        if how is not Show.TEXT:
            self.preview.verticalScrollBar().setValue(0)
            self.show_as(how)
        self._tell_state()
        self.opened.emit(sheet.memory_id)

    def _show_none(self) -> None:
        self.set_preview(False)
        self._views.show_nothing()
        self.foot.hide()
        self.files.show_files(())
        self.notice.hush()
        self.opened.emit(None)

    def _leave(self, sheet: Sheet) -> None:
        self.foot.tags.field.enter()  # a tag that was begun is of this note
        sheet.caret = self.text.textCursor()
        sheet.scrolled = self.text.verticalScrollBar().value()

    def _refresh(self, sheet: Sheet) -> None:
        """What is shown beside the text, and whether the text may be changed."""
        self.linking.look_at(sheet.memory, shown=sheet is self._sheet)
        if sheet is not self._sheet:
            return
        in_trash, still = sheet.is_in_trash, sheet.is_in_trash or sheet.locked
        self.text.setReadOnly(still or not sheet.is_loaded)
        self.foot.tags.show_tags(sheet.tags, can_change=not still)
        self.foot.show_memory(sheet.memory)
        files = sheet.memory.attachments if sheet.memory else ()
        self.files.show_files(files, can_change=not still)
        self.pictures.show_files(files)
        if in_trash:
            self.notice.say("trash", tr("This note is in the trash."), tr("Restore"), self._restore)
        elif self.clashes and not self._views.compares:
            self.notice.hush("trash")
            self.notice.say("clash", tr(said.CLASH), tr("Compare"), self.compare)
        else:
            self.notice.hush("trash")
            self.notice.hush("clash")
        self._draw_preview()
        if self._views.compares:
            self.clash.show_note(sheet.memory_id)
        self.clashed.emit()

    def _show_clash(self) -> None:
        if self.clash.note == self.note:
            self.notice.hush("clash")
            self._views.show_clash()
            self.clash.take_focus()

    def _leave_clash(self) -> None:
        if self._views.compares:
            self.focus_text()
            self._step(self._refresh)

    def _hold_still(self, sheet: Sheet) -> None:
        """Something comes into the document: the line at the top stays there."""
        if sheet is self._sheet:
            top = self.text.hold_still()
            sheet.patched.connect(lambda: self.text.stay_at(top), Qt.ConnectionType.SingleShotConnection)

    def _dress(self) -> None:
        self._desk.set_ink(Ink(self._theme))
        self._draw_preview()

    def _draw_preview(self) -> None:
        if self._sheet is not None and self.shown_as is not Show.TEXT:
            self.preview.show_text(self._sheet.text(), self._sheet.memory)

    # ---- what others tell

    def _changed(self, changes: Changes) -> None:
        if self._sheet is not None and self._sheet.memory_id in changes.memories:
            self._sheet.look()
        if changes.tags and self.foot.tags.field.hasFocus():
            self._ask_tags()

    def _step(self, way: Callable[[Sheet], None]) -> None:
        if self._sheet is not None:
            way(self._sheet)

    def _tell_state(self) -> None:
        state = self._desk.state
        if state is not State.UNSAVED:
            self.notice.hush("unsaved")
        if state is not self._state:
            self._state = state
            self.state_changed.emit(state.value)

    def _ask_tags(self) -> None:
        self._workspace.read(
            lambda brain: [each.tag for each in brain.tags()], self.foot.tags.know, owner=self, latest="tags"
        )

    def _restore(self) -> None:
        if (note := self.note) is not None:
            self._workspace.write(lambda brain: brain.restore(note), owner=self)

    def _say_copied(self, sheet: Sheet) -> None:
        if sheet is self._sheet:
            self.opened.emit(sheet.memory_id)
            said.copied(self.notice)
