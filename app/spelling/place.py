"""Spelling in one window: whether words are marked, by which dictionaries, and what a person says is right.

Owns how the dictionaries for the open note are chosen, and what is said where there is none. It refuses to know how words
are found and marked.
"""

from __future__ import annotations

from PySide6.QtCore import QLocale, QObject, QTimer
from PySide6.QtGui import QTextDocument

from app.parts import Shell
from app.spelling import panels
from app.spelling.marking import Marking
from app.spelling.menu import SpellingMenu
from app.spelling.own import OwnWords
from core import Dictionaries, SpelledBy, how_to_get_dictionaries, spelled_by, tr, tr_noop, usual_dictionaries

_REST_MS = 1_500  # after which a note may have become one of another language
_LOOK_AT = 1_000  # characters
NONE = tr_noop("No dictionary is installed, so no words are marked.")


class Spelling(QObject):
    """A part of the window."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._shell = shell
        self._editor = shell.notebook.editor
        self._actions = shell.window.actions_
        self._dictionaries = Dictionaries()
        self._chosen = SpelledBy(())
        self.installed: tuple[str, ...] | None = None
        """The dictionaries of this machine; None while they are looked for."""
        self.own = OwnWords(shell.home)
        self.marking = Marking(self._editor.text, shell.workspace, shell.theme, self._dictionaries, self.own)
        self.menu = SpellingMenu(self._editor.text, self.marking, shell.workspace, self._dictionaries)
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._choose)
        self._connect()
        self._actions.check("view.spelling", self.on)
        shell.workspace.tasks.read(self._dictionaries.installed, self._look, owner=self)

    def end(self) -> None:
        """Everything is kept already."""

    @property
    def on(self) -> bool:
        """Whether words shall be marked."""
        return self._shell.remembered.shown("spelling")

    @property
    def wanted(self) -> tuple[str, ...]:
        """The dictionaries that count in every note: chosen by the person, else that of the system's language."""
        installed = self.installed or ()
        chosen = tuple(each for each in self._shell.remembered.dictionaries if each in installed)
        return chosen or usual_dictionaries(installed, QLocale.system().name())

    @property
    def told(self) -> str:
        """How it stands, in words."""
        if self.installed is None:
            return tr("Looking for dictionaries …")
        if not self.installed:
            return f"{tr(NONE)} {how_to_get_dictionaries()}"
        if not self.on:
            return tr("Off. Nothing is checked.")
        if self._chosen.missing:
            language = panels.named(self._chosen.missing)
            told = tr(
                "The open note is in {language}, and no dictionary for that is installed.", language=language
            )
            return f"{told} {how_to_get_dictionaries()}"
        tags = self._chosen.tags or self.wanted
        return tr("On, by: {dictionaries}", dictionaries=", ".join(panels.named(tag) for tag in tags))

    def turn(self, on: bool) -> None:
        """Mark words from now on, or not; where there is no dictionary, say so."""
        self._shell.remembered.show("spelling", on)
        self._actions.check("view.spelling", on)
        if on and self.installed == ():
            self._shell.window.notice.say(tr(NONE), how_to_get_dictionaries())
        self._choose()

    def want(self, tags: tuple[str, ...]) -> None:
        """Use these dictionaries in every note; none leaves it to the system's language."""
        self._shell.remembered.dictionaries = tags
        self._choose()

    def remove(self, word: str) -> None:
        """This word of the person's own is none any more."""
        self.own.remove(word)
        self.marking.look_again()

    def _connect(self) -> None:
        self._actions.on("view.spelling", lambda: self.turn(not self.on))
        self._editor.opened.connect(self._choose)
        self._editor.clashed.connect(self._rest.start)  # the note was read again: it may say another language
        self._editor.text.typed.connect(self._rest.start)
        self.menu.right.connect(self._add)
        self.menu.ignored.connect(self._ignore)
        made = self._shell.panels
        made["spelling"] = lambda: panels.Switch(self._shell.theme, self)
        made["dictionaries"] = lambda: panels.Choice(self._shell.theme, self)
        made["own_words"] = lambda: panels.Words(self._shell.theme, self)

    def _look(self, installed: tuple[str, ...]) -> None:
        self.installed = installed
        self._choose()

    def _choose(self, *_: object) -> None:
        note, installed, wanted = self._editor.note, self.installed, self.wanted
        if note is None or not installed or not self.on:
            self._chosen = SpelledBy(())
            self.marking.use((), None)
            return
        self.marking.go_to(note)
        memory = self._editor.memory
        said = str(memory.metadata.get("language", "")) if memory else ""
        head = _beginning(self._editor.text.document())

        def found(chosen: SpelledBy) -> None:
            if note == self._editor.note and self.on:
                self._chosen = chosen
                self.marking.use(chosen.tags, note)

        self._shell.workspace.tasks.read(
            lambda: spelled_by(installed, wanted, said, head), found, owner=self, latest="language"
        )

    def _add(self, word: str) -> None:
        self.own.add(word)
        self.marking.look_again()

        def take_back() -> None:
            self.remove(word)

        self._shell.window.toast.say(tr("“{word}” is in your dictionary", word=word), take_back)

    def _ignore(self, word: str) -> None:
        if (note := self._editor.note) is not None:
            self.own.ignore(word, note)
            self.marking.look_again()


def _beginning(document: QTextDocument) -> str:
    """Enough of a text to tell its language."""
    lines: list[str] = []
    block, length = document.begin(), 0
    while block.isValid() and length < _LOOK_AT:
        lines.append(block.text()[:_LOOK_AT])
        length += len(lines[-1]) + 1
        block = block.next()
    return "\n".join(lines)
