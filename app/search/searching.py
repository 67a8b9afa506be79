"""What the actions of search do in one window: by what is searched, why a note is there, what is kept for later.

Owns how search box, list, side bar and the sheets over them work together, and what is remembered of searches. It refuses to
know how notes are found.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, QRect

from app.actions import Actions
from app.library.list_pane import ListPane
from app.library.places import Places
from app.remembered import Remembered
from app.search.filter_menu import FilterMenu
from app.search.recent import Recent
from app.search.saving import SaveSheet
from app.search.why import WhySheet
from app.theme import Theme
from app.toast import Toast
from app.workspace import Workspace
from core import (
    Mode,
    SavedSearch,
    TagCount,
    Why,
    query_holds,
    query_set,
    query_toggled,
    tag_filter,
    tr,
)

if TYPE_CHECKING:
    from core import Brain

_NEWEST = "sort:updated"


class Searching(QObject):
    """Search in one window. Its sheets are made when they are first needed."""

    def __init__(
        self,
        workspace: Workspace,
        theme: Theme,
        actions: Actions,
        remembered: Remembered,
        toast: Toast,
        pane: ListPane,
        places: Places,
    ) -> None:
        super().__init__(pane)
        self._workspace = workspace
        self._theme = theme
        self._actions = actions
        self._remembered = remembered
        self._toast = toast
        self._pane = pane
        self._places = places
        self._open: UUID | None = None
        self._why: WhySheet | None = None
        self._save: SaveSheet | None = None
        self._named: SavedSearch | None = None  # what is kept already and gets the name that is asked for
        self._recent = Recent(pane.search, remembered, theme)
        self._connect()
        self._declare()
        self._find_by(Mode(remembered.mode) if remembered.mode in set(Mode) else Mode.BOTH)

    def opened(self, memory_id: UUID | None) -> None:
        """This note is open now, whether it was found or not."""
        self._open = memory_id
        self._allow()

    def allow_meaning(self, possible: bool) -> None:
        """Say whether notes can be found by what they mean."""
        self._pane.asking.allow_meaning(possible)
        for mode in Mode:
            self._actions.allow(f"search.{mode.value}", possible)

    def _connect(self) -> None:
        pane, places = self._pane, self._places
        pane.search.textChanged.connect(places.show_search)
        pane.search.textChanged.connect(self._show_scope)
        pane.search.filters_wanted.connect(self._filters)
        pane.switch.chosen.connect(self._find_by)
        pane.listed.connect(self._allow)
        pane.asking.misread.connect(lambda _: self._allow())
        pane.list.selection_changed.connect(self._allow)
        pane.list.asked_why.connect(self._ask_why)
        pane.led_somewhere.connect(self._remembered.searched)
        self._recent.chosen.connect(pane.search_for)
        places.searched.connect(lambda saved: pane.search.setText(saved.query))
        places.narrowed.connect(
            lambda tag: pane.search.setText(query_toggled(pane.search.text(), tag_filter(tag)))
        )
        places.renaming.connect(self._rename)
        places.dropped.connect(self._forget)

    def _declare(self) -> None:
        on, pane = self._actions.on, self._pane
        for mode in Mode:
            on(f"search.{mode.value}", partial(self._find_by, mode))
        on("search.newest", lambda: pane.search_for(query_set(pane.search.text(), _NEWEST)))
        on("search.here", pane.scope.turn)
        on("search.filter", self._filters)
        on("search.recent", self._show_recent)
        on("search.forget_recent", self._recent.clear)
        on("search.save", self._ask_name)
        on("search.forget", lambda: self._forget(self._places.saved))
        on("search.why", lambda: self._ask_why(self._chosen()))
        self._pane.list.addAction(self._actions["search.why"])
        self.allow_meaning(False)
        self._allow()

    def _allow(self) -> None:
        searching = self._pane.search.searching
        self._actions.allow("search.why", searching and self._chosen() is not None)
        self._actions.allow("search.save", searching and not self._pane.asking.is_misread)
        self._actions.allow("search.newest", searching)
        newest = searching and bool(query_holds(self._pane.search.text(), _NEWEST))
        self._actions.check("search.newest", newest)
        self._actions.allow("search.forget", self._places.saved is not None)
        self._actions.allow("search.here", self._pane.scope.turns)
        self._actions.check("search.here", self._pane.scope.narrow)

    def _show_scope(self) -> None:
        """A search that has a place of its own in the side bar is not one from another place."""
        if self._places.at_search:
            self._pane.scope.hide()
        self._allow()

    def _find_by(self, mode: Mode) -> None:
        self._remembered.mode = mode.value
        self._actions.check(f"search.{mode.value}")
        self._pane.switch.show_mode(mode)
        self._pane.asking.find_by(mode)

    # ---- why

    def _chosen(self) -> UUID | None:
        """The note that is asked about: the one chosen among the results, else the one that is open."""
        chosen = self._pane.list.selected
        return chosen[0] if chosen else self._open

    def _ask_why(self, memory_id: UUID | None, area: QRect | None = None) -> None:
        """A note that was found has its reasons with it; of any other, the notebook is asked."""
        result = self._pane.asking.result
        if memory_id is None or result is None:
            return
        for rank, hit in enumerate(result.hits, 1):
            if hit.id == memory_id:
                self._tell(Why(hit.id, hit.title, result.query, rank, hit.why), area)
                return
        text = self._pane.asking.text
        self._workspace.read(lambda brain: brain.why(memory_id, text), self._tell, owner=self, latest="why")

    def _tell(self, why: Why, area: QRect | None = None) -> None:
        if self._why is None:
            self._why = WhySheet(self._theme, self._pane)
        result, listed = self._pane.asking.result, self._pane.list
        area = area or listed.area_of(why.id)
        beside = listed.viewport() if area.isValid() else self._pane.search
        self._why.tell(why, result.total if result else 0, beside, area if area.isValid() else beside.rect())

    # ---- filters and what was asked before

    def _filters(self) -> None:
        self._workspace.read(lambda brain: brain.tags(), self._show_filters, owner=self, latest="tags")

    def _show_filters(self, tags: tuple[TagCount, ...]) -> None:
        box = self._pane.search
        menu = FilterMenu(box.text(), tags, box)
        menu.changed.connect(self._pane.search_for)
        menu.show_below(box)

    def _show_recent(self) -> None:
        self._pane.search.clear()
        self._actions["go.search"].trigger()
        self._recent.open()

    # ---- what is kept among the places

    def _ask_name(self) -> None:
        """What cannot be understood is said now, and no name is asked for."""
        if self._pane.asking.insist():
            return
        if self._save is None:
            self._save = SaveSheet(self._theme, self._pane)
            self._save.named.connect(self._keep)
        saved = self._named = self._places.saved
        name = saved.name if saved else " ".join(self._pane.search.text().split())
        self._save.ask(name, self._pane.search, again=saved is not None)

    def _rename(self, search: SavedSearch) -> None:
        """It is asked first: what is kept is always what stands in the box."""
        self._pane.search.setText(search.query)
        self._places.mean(search)
        self._ask_name()

    def _keep(self, name: str) -> None:
        """Keep what is asked under this name. A search that is kept already gets the name."""
        search, before = SavedSearch(name, self._pane.search.text().strip()), self._named

        def keep(brain: Brain) -> None:
            brain.save_search(search.name, search.query)
            if before is not None and before.name != name:
                brain.forget_search(before.name)

        said = tr("“{name}” is in the side bar now", name=name)
        if before is not None and before.name != name:
            said = tr("Renamed “{old}” to “{name}”", old=before.name, name=name)
        self._workspace.write(keep, lambda _: self._said_kept(search, said), owner=self)

    def _said_kept(self, search: SavedSearch, said: str) -> None:
        self._places.mean(search)
        self._kept()
        self._toast.say(said)

    def _keep_as(self, search: SavedSearch) -> None:
        self._workspace.write(
            lambda brain: brain.save_search(search.name, search.query), lambda _: self._kept(), owner=self
        )

    def _forget(self, search: SavedSearch | None) -> None:
        if search is not None:
            self._workspace.write(
                lambda brain: brain.forget_search(search.name), lambda _: self._forgotten(search), owner=self
            )

    def _forgotten(self, search: SavedSearch) -> None:
        self._kept()
        self._toast.say(tr("Removed the search “{name}”", name=search.name), lambda: self._keep_as(search))

    def _kept(self) -> None:
        self._places.read()
        self._allow()
