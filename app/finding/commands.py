"""Every action of the window as a choice by its name, with its menu and keys.

Owns the order in which they are offered, and the words that tell why one is not possible just now. It refuses to know what
they do.
"""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.action_table import Action
from app.actions import Actions
from app.finding.choice import Choice
from app.finding.keys import Keys
from app.finding.matching import SCATTERED, best_rank
from app.remembered import Remembered
from core import tr, tr_noop

_OPEN_A_NOTE = tr_noop("no note is open")
_WHY_NOT = {
    "note.open": _OPEN_A_NOTE,
    "note.preview": _OPEN_A_NOTE,
    "note.tag": _OPEN_A_NOTE,
    "note.compare": tr_noop("the open note is not in conflict"),
    "note.delete": tr_noop("no note outside the trash is chosen"),
    "note.pin": tr_noop("no note outside the trash is chosen"),
    "note.restore": tr_noop("no note in the trash is chosen"),
    "note.purge": tr_noop("no note in the trash is chosen"),
    "trash.empty": tr_noop("you are not in the trash, or it is empty"),
    "go.back": tr_noop("you have not been anywhere else yet"),
    "go.forward": tr_noop("you have not gone back"),
    "search.why": tr_noop("nothing is searched for, or no note is chosen"),
    "search.save": tr_noop("nothing is searched for"),
    "search.newest": tr_noop("nothing is searched for"),
    "search.forget": tr_noop("no saved search is shown"),
    "search.words": tr_noop("notes cannot be found by meaning yet"),
    "search.meaning": tr_noop("notes cannot be found by meaning yet"),
    "search.both": tr_noop("notes cannot be found by meaning yet"),
    "sync.now": tr_noop("nobody is signed in, or sync is paused"),
    "sync.pause": tr_noop("nobody is signed in"),
    "sync.sign_out": tr_noop("nobody is signed in"),
}


class Commands(QObject):
    """The actions of one window, to be chosen by name."""

    def __init__(self, actions: Actions, keys: Keys, remembered: Remembered, parent: QObject) -> None:
        super().__init__(parent)
        self._actions = actions
        self._keys = keys
        self._remembered = remembered

    def matching(self, typed: str) -> list[Choice]:
        """The actions whose name, or menu and name, answer what is typed: the possible ones before the others, of
        each the best first, and of those the ones that were chosen last. Letters here and there count only where nothing
        answers better."""
        last = {name: number for number, name in enumerate(self._remembered.done_last)}
        found = []
        for number, action in enumerate(self._actions.declared):
            place = _rank(typed, action)
            if place is not None and action.id != "go.actions":
                impossible = not self._actions[action.id].isEnabled()
                place = place if typed.strip() else 0
                found.append((impossible, place, last.get(action.id, len(last)), number, action))
        if any(place < SCATTERED for _, place, *_ in found):
            found = [each for each in found if each[1] < SCATTERED]
        found.sort(key=lambda each: each[:4])
        if not found:
            return [Choice(tr("No action is called so"), lambda: None, possible=False)]
        return [self._choice(action) for *_, action in found]

    def _choice(self, action: Action) -> Choice:
        made = self._actions[action.id]
        possible = made.isEnabled()
        detail = action.menu_name
        if not possible and (why := _WHY_NOT.get(action.id)):
            detail = f"{detail} · {tr(why)}"
        elif not possible:
            detail += " · " + tr("not possible here")
        elif made.isCheckable():
            detail += " · " + (tr("on") if made.isChecked() else tr("off"))
        return Choice(
            made.text().replace("&", ""),
            lambda: self._do(action),
            detail,
            self._keys.shown(action),
            action.icon,
            possible,
        )

    def _do(self, action: Action) -> None:
        self._remembered.done_last = (
            action.id,
            *(each for each in self._remembered.done_last if each != action.id),
        )
        self._actions[action.id].trigger()


def _rank(typed: str, action: Action) -> int | None:
    """In the language of the window, and in English, which guides and other people use."""
    names = (
        action.name,
        f"{action.menu_name} {action.name}",
        action.words,
        f"{action.menu} {action.words}",
    )
    return best_rank(typed, names)
