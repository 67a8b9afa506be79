"""The middle pane: search box, what is listed, and the list of notes or what is said in its place.

Owns which notes are listed: those of a place, or those that a search found, with what is said about the search. It reads
them again when something changed. It refuses to know what happens to a note.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.announcing import announce
from app.library.empty import Empty
from app.library.note_list import NoteList
from app.library.note_rows import Listed
from app.library.place_rows import ALL, PINNED, name_of
from app.library.telling import BUTTONS, NOTHING_PINNED, empty_place, found, heading, looked_for, not_searched
from app.search.asking import Asking
from app.search.box import SearchBox
from app.search.chips import Chips
from app.search.nothing import Try, what_to_try, what_was_asked
from app.search.said import Said
from app.search.scope import Scope
from app.search.switch import Switch
from app.theme import GRID, Theme
from app.workspace import Workspace
from core import Changes, MemoryIds, Order, Page, Query, QueryError, SearchResult, Summary, Unsaved, View, tr

if TYPE_CHECKING:
    from core import Brain

_SOON_MS = 120
_CALM_MS = 800
_NEAR = 24  # rows above and below the first one in sight


def _places(unsaved: tuple[Unsaved, ...], view: View) -> object:
    """What decides where these notes stand in a place: that they are written in, and their titles where those sort."""
    by_title = view.order is Order.TITLE
    return {each.id: (each.tags, by_title and each.title) for each in unsaved}


def plain(brain: Brain, view: View) -> Listed:
    """The notes of a place in its order and nothing else."""
    return Listed(brain.memory_ids(view))


class ListPane(QWidget):
    """What is listed in one window."""

    listed = Signal()
    """Other notes are listed, or other ones in the same place."""
    asked = Signal(str)
    """The id of the action that the button in an empty place stands for."""
    emptied = Signal(object, object)
    """The `View` of a place that has no note any more while a person looks at it, and the `MemoryIds` that it had."""
    needed = Signal()
    """A person goes to what is listed, wherever they come from."""
    led_somewhere = Signal(str)
    """A query whose results a person went on to."""

    def __init__(
        self,
        workspace: Workspace,
        theme: Theme,
        new_note: QAction,
        empty_trash: QAction,
        parent: QWidget | None = None,
    ) -> None:
        """`new_note` and `empty_trash` are the actions that have a button here."""
        super().__init__(parent)
        self._workspace = workspace
        self._view = ALL
        self._shown: View | None = None
        self._unsaved: tuple[Unsaved, ...] = ()
        self._whole = False
        self._doubted: set[UUID] = set()  # changed since the notes were asked for that are on their way
        self._arranged: Callable[[Brain, View], Listed] = plain
        self.nothing = ""
        """What an empty place says, with no button, where nothing can be written; else it teaches and offers to begin."""
        self.search = SearchBox(theme, self)
        self.asking = Asking(workspace, self)
        self.chips = Chips(theme, self)
        self.scope = Scope(theme, self)
        self.said = Said(theme, self)
        self.switch = Switch(theme, self)
        self.list = NoteList(workspace, theme, self)
        self.heading = QLabel(self)
        self._empty = Empty(theme, self)
        self._stack = QStackedWidget(self)
        self._sweep = self._button_for(empty_trash)
        self._lay_out(theme, self._button_for(new_note))
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self._read)
        workspace.changed.connect(self._something_changed)
        self._calm = QTimer(self, singleShot=True, interval=_CALM_MS)
        self._calm.timeout.connect(self._announce)
        self._connect()

    @property
    def view(self) -> View:
        """The place whose notes are listed, or will be when the search is over."""
        return self._view

    @property
    def whole(self) -> bool:
        """Whether all notes of the place are listed, and not only the first ones, which are there sooner."""
        return self._whole

    @property
    def in_trash(self) -> bool:
        """Whether the notes that are listed are in the trash: for a moment after a place was chosen, those of the one before
        are."""
        return self._shown is not None and self._shown.trash

    @property
    def coming(self) -> bool:
        """Whether the notes of the place are on their way, and others still stand there."""
        return not self.search.searching and not self._stands(self._view)

    def shows(self, view: View) -> bool:
        """Whether the notes of this place are listed, in whatever order, and no others any more."""
        return self._stands(view) and self._whole

    def _stands(self, view: View) -> bool:
        return self._shown is not None and replace(self._shown, order=view.order) == view

    def go(self, view: View, page: Page | None = None) -> None:
        """List the notes of another place; what was searched is forgotten. A first page that is known is shown at once."""
        self._view = view
        if page is not None:
            self._show(view, Listed(MemoryIds(row.id for row in page.items)), page)
        if self.search.searching:
            self.search.clear()  # which reads
        else:
            self._read()

    def arrange(self, arranged: Callable[[Brain, View], Listed]) -> None:
        """List the notes of places as this arranges them, from now on."""
        self._arranged = arranged
        self._read()

    def show_unsaved(self, unsaved: tuple[Unsaved, ...]) -> None:
        """Show these notes as they will be once what is typed into them is saved, and where."""
        before, self._unsaved = self._unsaved, unsaved
        self.list.show_unsaved(unsaved)
        if _places(before, self._view) != _places(unsaved, self._view):
            self._read()

    def search_for(self, text: str) -> None:
        """Ask this, as if it were typed."""
        self.needed.emit()
        self.search.setText(text)
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def enter(self) -> None:
        """Go on to the list, and to its first note once it is there, or to what stands in its place."""
        self.needed.emit()
        self.take_keyboard(Qt.FocusReason.TabFocusReason)
        if self.coming:
            self.listed.connect(self._begin, Qt.ConnectionType.SingleShotConnection)
        else:
            self._begin()

    def take_keyboard(self, reason: Qt.FocusReason) -> None:
        """Put the keyboard into the list, or to what stands in its place."""
        (self.list if len(self.list.ids) else self._instead).setFocus(reason)

    @property
    def _instead(self) -> QWidget:
        """Where something can be done when nothing is listed: the box while something is searched, else the button."""
        return self.search if self.search.searching else self._empty.first or self.search

    def _begin(self) -> None:
        if self.window().focusWidget() is self.list and not self.list.selected:
            self.list.step(1)

    @property
    def band(self) -> QRect:
        """The line between the search box and the list, in this pane: there a bar finds room without moving a row."""
        top = self.heading.y() - GRID
        return QRect(0, top, self.width(), self._stack.y() - top)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Called by Qt."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The switch stands beside the heading where both have room, else below it."""
        needed = self.heading.sizeHint().width() + self.switch.sizeHint().width() + 9 * GRID
        beside = self.switch.isHidden() or needed <= self.width()
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if direction != self._line.direction():
            self._line.setDirection(direction)

    def _button_for(self, action: QAction) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setAccessibleName(action.text())
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _lay_out(self, theme: Theme, begin: QToolButton) -> None:
        self.heading.setObjectName("muted")
        self.heading.setFont(theme.font("small"))
        self._sweep.setFont(theme.font("small"))
        self._sweep.hide()
        top = QHBoxLayout()
        top.setContentsMargins(3 * GRID, 2 * GRID, 2 * GRID, GRID)
        top.setSpacing(GRID)
        top.addWidget(self.search, 1)
        top.addWidget(begin)
        line = self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        line.setContentsMargins(4 * GRID, 0, 4 * GRID, 2 * GRID)
        line.setSpacing(GRID)
        line.addWidget(self.heading, 1)
        line.addWidget(self._sweep)
        line.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignLeft)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.chips)
        column.addWidget(self.scope)
        column.addWidget(self.said)
        column.addLayout(line)
        column.addWidget(self._stack, 1)
        self.chips.comes_after = begin
        order = (self.search, begin, self.scope, self.said, self._sweep, self.switch, self.list, self._empty)
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _connect(self) -> None:
        self.search.textChanged.connect(self.asking.ask)
        self.search.textChanged.connect(lambda text: self.scope.show_scope(self._view, text))
        self.scope.turned.connect(self.search.setText)
        self.search.entered.connect(self.enter)
        self.search.finished.connect(self._finish)
        self.asking.found.connect(self._show_found)
        self.asking.misread.connect(self._misread)
        self.asking.cleared.connect(self._search_is_over)
        self.chips.changed.connect(self._without_a_chip)
        self.chips.left.connect(lambda: self.search.setFocus(Qt.FocusReason.OtherFocusReason))
        self.said.taken.connect(self.search_for)
        self.switch.chosen.connect(self.asking.find_by)
        self.list.opened.connect(lambda _: self._went_on())
        self.switch.hide()

    def _something_changed(self, changes: Changes) -> None:
        self.list.doubt(changes.memories)
        self._doubted |= changes.memories
        if not self._soon.isActive():
            self._soon.start()

    def _read(self) -> None:
        if self.search.searching:
            return  # the box asks again by itself
        view, arranged, unsaved = self._view, self._arranged, self._unsaved
        self._doubted.clear()
        top, known = max(self.list.rowAt(0), 0) if view == self._shown else 0, self.list.known

        def question(brain: Brain) -> tuple[Listed, tuple[Summary, ...]]:
            """The notes, and the words of those that come into sight: nobody sees a row without."""
            listed = arranged(brain, replace(view, unsaved=unsaved))
            near = listed.ids[max(top - _NEAR, 0) : top + _NEAR]
            missing = [each for each in near if each not in known]
            return listed, brain.summaries(missing) if missing else ()

        def show(told: tuple[Listed, tuple[Summary, ...]]) -> None:
            self._show(view, told[0], known=told[1])
            # Older words are better than none, until they are read again.
            self.list.doubt(frozenset(self._doubted))

        self._workspace.read(question, show, owner=self, latest="ids")

    def _show(
        self, view: View, listed: Listed, page: Page | None = None, *, known: tuple[Summary, ...] = ()
    ) -> None:
        if self.search.searching:
            return
        before = self.list.ids if view == self._shown else MemoryIds()
        self.list.show_place(listed, page.items if page else known, anew=view != self._shown)
        if self._shown is None or replace(self._shown, order=view.order) == view != self._shown:
            self.list.show_followed()  # in another order, or out of a search: one stays with the note
        self._shown = view
        # The first page alone does not know how many there are.
        self._whole = page is None or page.after is None
        self.heading.setText(heading(view, len(listed.ids)) if self._whole else name_of(view))
        self._say_place(*empty_place(view))
        if len(before) and not len(listed.ids):
            self.emptied.emit(view, before)

    def _show_found(self, result: SearchResult, anew: bool) -> None:
        self.list.show_hits(" ".join(looked_for(result)), result.hits, anew=anew)
        self._shown = None
        self._show_old(False)
        self.heading.setText(found(result))
        self._calm.start()
        self.chips.show_query(result.understood)
        self.said.told(result)
        self.search.unmark()
        self.switch.show_mode(self.asking.mode)
        self.switch.setVisible(self.asking.by_meaning and result.understood.by_meaning)
        self._fit()
        self._say_nothing(result)

    def _announce(self) -> None:
        """A screen reader hears how much was found when the hand rests, not at each letter."""
        if self.search.hasFocus() and self.search.searching:
            announce(self, " · ".join(filter(None, (self.heading.text(), self.scope.told))))

    def _misread(self, error: QueryError) -> None:
        """What was found before stays in sight, and does not look like an answer."""
        self.said.misread(error)
        self.search.mark(error.start, error.end)
        self.chips.show_query(Query())
        self.switch.hide()
        self.heading.setText(not_searched(len(self.list.ids)))
        self._empty.say("magnifying-glass", self.heading.text())
        self._show_old(True)
        self._fit()

    def _show_old(self, old: bool) -> None:
        """Whether what is listed answers an older question than the one in the box."""
        if self.list.property("old") != old:
            self.list.setProperty("old", old)
            self.list.viewport().update()

    def _search_is_over(self) -> None:
        self._show_old(False)
        self.chips.show_query(Query())
        self.said.hush()
        self.switch.hide()
        self._fit()
        self._read()

    def _finish(self) -> None:
        """Enter in the box: what was suggested is meant, or else the query as it stands."""
        if self.said.suggestion:
            self.search_for(self.said.suggestion)
        elif not self.asking.insist():
            self._went_on()
            self.enter()

    def _without_a_chip(self, text: str) -> None:
        """The keyboard stays among the chips while there are some."""
        self.search.setText(text)
        if not text:
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _went_on(self) -> None:
        if self.search.searching and self.asking.result is not None:
            self.led_somewhere.emit(self.search.text())

    def _say_nothing(self, result: SearchResult) -> None:
        """If nothing was found, what to try."""
        if result.query.strip() == PINNED.query and not self.nothing:
            self._say_place("push-pin", tr(NOTHING_PINNED), "go.all")
            return
        tries = what_to_try(result, self.asking.mode, self.asking.by_meaning)
        offers = ((each.words, partial(self._try, each)) for each in tries)
        self._empty.say("magnifying-glass", what_was_asked(result, tries), *offers)
        self._say_or_list()

    def _try(self, another: Try) -> None:
        if another.mode is not None:
            self.switch.chosen.emit(another.mode)
        self.search_for(another.query)

    def _say_place(self, icon: str, sentence: str, action: str) -> None:
        offers = () if self.nothing else ((tr(BUTTONS[action]), partial(self.asked.emit, action)),)
        self._empty.say(icon, self.nothing or sentence, *offers)
        self._say_or_list()

    def _say_or_list(self) -> None:
        some = len(self.list.ids) > 0
        self._sweep.setVisible(self.in_trash and some)
        if not some and self._instead is self.search and self.list.hasFocus():
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self._stack.setCurrentWidget(self.list if some else self._empty)
        self.listed.emit()
