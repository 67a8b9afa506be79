"""Spelling in one window: whether words are marked, by which dictionaries, and what a person says is right.

Owns how the dictionaries for the open note are chosen, and what is said where there is none. It refuses to know how words
are found and marked.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QLocale, QObject

from app.editor.text import NoteText
from app.parts import Shell
from app.spelling import panels
from app.spelling.checked import Checked
from app.spelling.marking import Marking
from app.spelling.menu import SpellingMenu
from app.spelling.own import OwnWords
from core import Dictionaries, how_to_get_dictionaries, tr, tr_noop, usual_dictionaries

NONE = tr_noop("No dictionary is installed, so no words are marked.")


class Spelling(QObject):
    """A part of the window."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._shell = shell
        self._editor = shell.notebook.editor
        self._actions = shell.window.actions_
        self._dictionaries = Dictionaries()
        self.installed: tuple[str, ...] | None = None
        """The dictionaries of this machine; None while they are looked for."""
        self.own = OwnWords(shell.home)
        self._open = self._check(self._editor.text, lambda: self._editor.note, self._language)
        self._texts = [self._open, *(self._check(text, note, str) for text, note in shell.texts.items())]
        self._connect()
        self._actions.check("view.spelling", self.on)
        shell.workspace.tasks.read(self._dictionaries.installed, self._look, owner=self)

    def end(self) -> None:
        """Everything is kept already."""

    @property
    def marking(self) -> Marking:
        """The marks of the open note."""
        return self._open.marking

    @property
    def menu(self) -> SpellingMenu:
        """The menu of the open note."""
        return self._open.menu

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
        if self._open.by.missing:
            language = panels.named(self._open.by.missing)
            told = tr(
                "The open note is in {language}, and no dictionary for that is installed.", language=language
            )
            return f"{told} {how_to_get_dictionaries()}"
        tags = self._open.by.tags or self.wanted
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
        self._look_again()

    def step(self) -> None:
        """Go to the next wrong word of the text that is written in; where nothing is checked, say why."""
        here = next((each for each in self._texts if each.text.hasFocus()), self._open)
        if here.marking.tags:
            here.stepping.step(lambda: self._tell(tr("No wrong word here.")))
        elif self.on:
            self._tell(self.told)
        else:
            self._shell.window.toast.say(self.told, lambda: self.turn(True), tr("Check spelling"))

    def _tell(self, words: str) -> None:
        self._shell.window.toast.say(words)

    def _check(self, text: NoteText, note: Callable[[], UUID | None], language: Callable[[], str]) -> Checked:
        made = Checked(text, note, language, self._shell, self._dictionaries, self.own)
        made.menu.right.connect(self._add)
        made.doubted.connect(lambda: self._choose_for(made))
        return made

    def _language(self) -> str:
        memory = self._editor.memory
        return str(memory.metadata.get("language", "")) if memory else ""

    def _connect(self) -> None:
        self._actions.on("view.spelling", lambda: self.turn(not self.on))
        self._actions.on("edit.next_wrong", self.step)
        for each in self._texts[1:]:
            each.text.window().addAction(self._actions["edit.next_wrong"])  # its key counts there, too
        self._editor.opened.connect(self._open.marking.go_to)
        self._editor.painted.told.connect(lambda: self._choose_for(self._open))
        self._editor.clashed.connect(self._open.rest.start)  # read again, it may say another language
        made = self._shell.panels
        made["spelling"] = lambda: panels.Switch(self._shell.theme, self)
        made["dictionaries"] = lambda: panels.Choice(self._shell.theme, self)
        made["own_words"] = lambda: panels.Words(self._shell.theme, self)

    def _look(self, installed: tuple[str, ...]) -> None:
        self.installed = installed
        self._choose()

    def _choose(self) -> None:
        for each in self._texts:
            self._choose_for(each)

    def _choose_for(self, text: Checked) -> None:
        text.choose(self.installed or (), self.wanted, lambda: self.on)

    def _look_again(self) -> None:
        for each in self._texts:
            each.marking.look_again()

    def _add(self, word: str) -> None:
        self.own.add(word)
        self._look_again()

        def take_back() -> None:
            self.remove(word)

        self._shell.window.toast.say(tr("“{word}” is in your dictionary", word=word), take_back)
