"""The open notebook on the screen: side bar, list and editor beside each other, and how one leads to the other.

Owns how the three panes share the window, and the actions that go from place to place. It refuses to know what is inside
a pane.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from uuid import UUID

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QSplitter, QWidget

from app.actions import Actions
from app.editor import Editor
from app.editor.below import NotesBelow
from app.folding import Folding
from app.library.deeds import Deeds
from app.library.list_pane import ListPane
from app.library.place_rows import ALL, PLACE, TRASH, UNTAGGED, Place
from app.library.places import Places
from app.panes import holds_focus, put_in_reading_order
from app.remembered import Remembered
from app.search.searching import Searching
from app.sizes import LIST, NOTE_LEAST, SIDE_BAR
from app.theme import Theme
from app.toast import Toast
from app.workspace import Workspace
from core import Changes, Order, Page, View, query_holds, query_set


class Notebook(QSplitter):
    """Three panes over one workspace."""

    undone = Signal()
    """Undo where nothing is written: what was done last shall be taken back, whatever it was."""
    redone = Signal()
    """The same of redo."""

    def __init__(
        self,
        workspace: Workspace,
        theme: Theme,
        actions: Actions,
        deeds: Deeds,
        remembered: Remembered,
        toast: Toast,
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._workspace = workspace
        self._actions = actions
        self._deeds = deeds
        self._remembered = remembered
        self._open: UUID | None = None
        self._order = Order(remembered.order) if remembered.order in set(Order) else Order.UPDATED
        self.places = Places(workspace, theme, self)
        self.pane = ListPane(workspace, theme, actions["note.new"], actions["trash.empty"], self)
        self.editor = Editor(workspace, theme)
        self.searching = Searching(workspace, theme, actions, remembered, toast, self.pane, self.places)
        self._lay_out()
        self.folding = Folding(self, self.places, self.pane, remembered)
        self._connect()
        self._declare()

    def begin(self, page: Page) -> None:
        """Show the first rows, then the note that was open last time, then everything else."""
        self.pane.go(self._listed(ALL), page if self._order is Order.UPDATED else None)
        last = self._remembered.last_note
        if last is not None:
            self.editor.open_note(last)
            self.pane.list.follow(last)
        self.pane.take_keyboard(Qt.FocusReason.OtherFocusReason)
        self.places.read()

    def new_note(self) -> None:
        """A new note where the person is: with the tag of the place, outside the trash, and in no space yet."""
        here = self.places.view
        if here.trash or here.space or self.pane.search.searching:
            self._go(ALL)
        tag = self.places.view.tag
        self.editor.new_note(() if tag is None else (tag,))
        self.editor.focus_text()

    def capture(self, text: str) -> None:
        """A new note that brings its text along; an empty one to write in when there is none."""
        if not text.strip():
            self.new_note()
            return

        def created(changes: Changes) -> None:
            self.editor.open_note(changes.memory)
            self.pane.list.follow(changes.memory)

        self._workspace.write(lambda brain: brain.create_memory(text), created, owner=self)

    def show_note(self, memory_id: UUID) -> None:
        """Open a note, and go to it in the list if it is there."""
        self.editor.open_note(memory_id)
        self.pane.list.follow(memory_id)

    def _follow(self, memory_id: UUID) -> None:
        """A link was followed: the keyboard goes along, and who reads the preview goes on reading. What led there goes
        away, and Qt would hand the keyboard to a tag."""
        self.show_note(memory_id)
        if self.editor.preview_shown:
            self.editor.preview.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.editor.focus_text()

    def _begin_linked(self, memory_id: UUID) -> None:
        """A link asked for a note that is there now, to be written."""
        self.show_note(memory_id)
        self.editor.focus_text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc steps back: from the text to the list, and in the list out of the search."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif holds_focus(self.editor):
            self.pane.take_keyboard(Qt.FocusReason.ShortcutFocusReason)
        elif self.pane.search.searching:
            self.pane.search.clear()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Folds panes that do not fit, and unfolds them again."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.folding.resized(event.oldSize().width(), event.size().width())

    def remember(self) -> None:
        """Keep what should be the same next time."""
        self._remembered.panes = self.folding.widths

    def _lay_out(self) -> None:
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        for at, (widget, limits) in enumerate(
            ((self.places, SIDE_BAR), (self.pane, LIST), (self.editor, None))
        ):
            self.addWidget(widget)
            self.setStretchFactor(at, 1 if limits is None else 0)
            if limits is not None:
                widget.setMinimumWidth(limits[0])
                widget.setMaximumWidth(limits[1])
        put_in_reading_order(self)
        self.editor.setMinimumWidth(NOTE_LEAST)

    def _connect(self) -> None:
        self.places.chosen.connect(lambda view: self.pane.go(self._listed(view)))
        self.places.entered.connect(self.pane.enter)
        self.places.list.clicked.connect(self._clicked_place)
        self.pane.needed.connect(lambda: self.folding.come_to("list"))
        self.pane.list.opened.connect(self._step_to)
        self.pane.list.entered.connect(self.editor.focus_text)
        self.pane.list.dropped.connect(self._drop)
        self.pane.list.selection_changed.connect(self._allow)
        self.pane.listed.connect(self._allow)
        self.pane.asked.connect(lambda action: self._actions[action].trigger())
        self.pane.search.escaped.connect(self.pane.enter)
        self.editor.opened.connect(self._opened)
        self.editor.clashed.connect(self._allow)
        pane = self.editor
        for links in (pane.related.chosen, pane.back_links.chosen, pane.linking.wanted, pane.files.wanted):
            links.connect(self._follow)
        pane.linking.made.connect(self._begin_linked)
        pane.linking.undo_wanted.connect(self._deeds.undo_wanted)
        for name, panel in self._below():
            panel.folded.connect(partial(self._folded_below, name))
        self.editor.preview_changed.connect(lambda on: self._actions.check("note.preview", on))

    def _declare(self) -> None:
        """Say what the actions do that belong to the panes."""
        on = self._actions.on
        on("note.new", self.new_note)
        on("note.open", self.editor.focus_text)
        on("note.preview", lambda: self.editor.set_preview(not self.editor.preview_shown))
        on("note.compare", self.editor.compare)
        on("note.tag", self.editor.focus_tags)
        on("note.delete", self._delete)
        on("note.restore", lambda: self._deeds.restore(self.pane.list.selected))
        on("note.purge", self._purge)
        on("trash.empty", lambda: self._deeds.empty_trash(lambda ids: self._leave(ids, None)))
        on("go.search", self._search)
        on("go.tags", self._find_tag)
        on("go.all", lambda: self._go_to_list(ALL))
        on("go.untagged", lambda: self._go_to_list(UNTAGGED))
        on("go.trash", lambda: self._go_to_list(TRASH))
        on("go.next_note", lambda: self.pane.list.step(1))
        on("go.previous_note", lambda: self.pane.list.step(-1))
        on("go.next_pane", lambda: self._turn(1))
        on("go.previous_pane", lambda: self._turn(-1))
        on("view.places", lambda: self.folding.turn("places"))
        on("view.list", lambda: self.folding.turn("list"))
        for name, method in _EDITING.items():
            on(name, partial(self._edit, method))
        for order in Order:
            on(f"sort.{order.value}", self._sorting(order))
        self._actions.check(f"sort.{self._order.value}")
        on("view.related", self._toggle_related)
        on("view.below", self._turn_below)
        self._show_related()
        self.folding.turned.connect(self._show_toggles)
        self.pane.list.addActions([self._actions[name] for name in _IN_THE_LIST])

    def _listed(self, view: View) -> View:
        return replace(view, order=self._order)

    def _go(self, view: View) -> None:
        self.places.go(view)
        if self.pane.search.searching:
            self.pane.search.clear()

    def _go_to_list(self, view: View) -> None:
        self._go(view)
        self.folding.come_to("list")

    def _clicked_place(self, index: QModelIndex) -> None:
        """Where there is room for one of both, a click in the side bar leads to the list, as Enter does."""
        place = index.data(PLACE)
        if isinstance(place, Place) and place.leads:
            self.folding.come_to("list")

    def _step_to(self, memory_id: UUID) -> None:
        """A person moves through the list, and most likely on to a note beside this one."""
        self.editor.open_note(memory_id)
        self.editor.ahead.expect(self.pane.list.beside(memory_id))

    def _opened(self, memory_id: UUID | None) -> None:
        self._open = memory_id
        self.pane.list.follow(memory_id)
        self.searching.opened(memory_id)
        self._allow()

    def _chosen(self) -> list[UUID]:
        """The notes that an action is about: those selected in the list, else the one that is open."""
        return self.pane.list.selected or ([] if self._open is None else [self._open])

    def _delete(self) -> None:
        chosen = self._chosen()
        following = self.pane.list.neighbor(chosen)
        self.editor.flush()
        self._deeds.delete(chosen, lambda: self._leave(chosen, following))

    def _purge(self) -> None:
        """Left before it goes: of a note that goes while it is open the editor would say that somebody else removed it."""
        chosen = self.pane.list.selected
        following = self.pane.list.neighbor(chosen)
        self._deeds.purge(chosen, lambda: self._leave(chosen, following))

    def _drop(self) -> None:
        """The delete key in the list: into the trash, and from there for good; nothing while another place is on its way."""
        if not self.pane.coming:
            self._actions["note.purge" if self.pane.in_trash else "note.delete"].trigger()

    def _leave(self, gone: Sequence[UUID], following: UUID | None) -> None:
        """The open note goes, to the trash or for good: go on with the one below it, unless somebody has gone elsewhere.
        The keyboard leaves the text: neither letters nor an undo that are meant for the old note change the next one."""
        if self._open in gone:
            if holds_focus(self.editor):
                self.pane.list.setFocus(Qt.FocusReason.OtherFocusReason)
            self.pane.list.follow(following)
            self.editor.open_note(following)

    def _allow(self) -> None:
        """Which actions are possible where the person is."""
        trash = self.pane.in_trash
        some, listed = bool(self._chosen()), bool(self.pane.list.selected)
        for name in ("note.open", "note.preview", "note.tag"):
            self._actions.allow(name, self._open is not None)
        self._actions.allow("note.compare", self.editor.clashes)
        self._actions.allow("note.delete", some and not trash)
        for name in ("note.restore", "note.purge"):
            # Those of the list alone: a note that was open before one came here is not in the trash.
            self._actions.allow(name, listed and trash)
        self._actions.allow("trash.empty", trash and len(self.pane.list.ids) > 0)

    def _edit(self, method: str) -> None:
        """Undo, copy and the like go to whatever has the focus; undo elsewhere takes back what was done last."""
        act = getattr(QApplication.focusWidget(), method, None)
        if callable(act):
            act()
        elif method in ("undo", "redo"):
            (self.undone if method == "undo" else self.redone).emit()

    def _search(self) -> None:
        self.folding.unfold("list")
        self.pane.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _find_tag(self) -> None:
        self.folding.unfold("places")
        self.places.find_tag()

    def _turn(self, by: int) -> None:
        """On to the next pane that is shown, round and round."""
        ways: list[tuple[QWidget, Callable[[], None]]] = [
            (self.places, lambda: self.places.take_keyboard(Qt.FocusReason.TabFocusReason)),
            (self.pane, lambda: self.pane.take_keyboard(Qt.FocusReason.TabFocusReason)),
            (self.editor, self.editor.focus_text),
        ]
        shown = [(pane, way) for pane, way in ways if pane.isVisible()]
        here = next((at for at, (pane, _) in enumerate(shown) if holds_focus(pane)), -1 if by > 0 else 0)
        shown[(here + by) % len(shown)][1]()

    def _sorting(self, order: Order) -> Callable[[], None]:
        def chosen() -> None:
            if self.pane.search.searching:  # sorts the results, which says so in the query
                self._actions.check(f"sort.{self._order.value}")
                text, piece = self.pane.search.text(), f"sort:{order.value}"
                self.pane.search.setText(text if query_holds(text, piece) else query_set(text, piece))
                return
            self._order = order
            self._remembered.order = order.value
            self.pane.go(self._listed(self.places.view))

        return chosen

    def _toggle_related(self) -> None:
        self._remembered.show("related", not self._remembered.shown("related"))
        self._show_related()

    def _show_related(self) -> None:
        wanted = self._remembered.shown("related")
        self._actions.check("view.related", wanted)
        self.editor.related.set_wanted(wanted)
        for name, panel in self._below():
            panel.set_folded(not self._remembered.shown(name), low=False)
            panel.set_folded(not self._remembered.shown(f"{name}_low", by_default=False), low=True)

    def _below(self) -> tuple[tuple[str, NotesBelow], ...]:
        """What lists notes below the open one, by what it is remembered as."""
        return ("related_notes", self.editor.related), ("links_here", self.editor.back_links)

    def _folded_below(self, name: str, folded: bool, low: bool) -> None:
        self._remembered.show(f"{name}_low" if low else name, not folded)

    def _turn_below(self) -> None:
        """Unfold all lists below the note, or fold them when none is folded."""
        panels = [panel for _, panel in self._below()]
        folded = [panel for panel in panels if panel.is_folded]
        for panel in folded or panels:
            panel.turn()

    def _show_toggles(self) -> None:
        self._actions.check("view.places", self.folding.shows("places"))
        self._actions.check("view.list", self.folding.shows("list"))


_EDITING = {
    "edit.undo": "undo",
    "edit.redo": "redo",
    "edit.cut": "cut",
    "edit.copy": "copy",
    "edit.paste": "paste",
    "edit.paste_plain": "paste_plain",
    "edit.select_all": "selectAll",
}
_IN_THE_LIST = (
    "note.new",
    "note.tag",
    "note.history",
    "note.join",
    "note.delete",
    "note.restore",
    "note.purge",
)
