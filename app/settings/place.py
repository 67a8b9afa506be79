"""Settings in one window: the page, what each wish on it does, and the backups that make themselves.

Owns how a wish becomes a command. It refuses to know what stands on the page.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from app import words
from app.account.pages import Pages
from app.parts import Shell
from app.settings.backing_up import BackingUp, said
from app.settings.bringing import BringingBack
from app.settings.facts import Facts, facts
from app.settings.far_store import FarStore
from app.settings.kept_files import KeptFiles
from app.settings.page import SettingsSheet
from app.settings.read_files import ReadFiles
from app.settings.returning import ReturnSheet
from app.theme import Mode
from core import (
    Backup,
    BrainError,
    Consent,
    dollars,
    forget_key,
    read_consent,
    tr,
    tr_n,
    write_consent,
    write_key,
)

if TYPE_CHECKING:
    from core import Brain

MODEL = "text-embedding-3-small"
"""The model of OpenAI that the page offers; the command line takes others."""


class SettingsPlace(QObject):
    """A part of the window."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.window)
        self._shell = shell
        self._workspace = shell.workspace
        self.backing_up = BackingUp(shell.workspace, self)
        self.backing_up.told.connect(self._tell_making)
        self.backing_up.made.connect(self._made)
        self.backing_up.failed.connect(shell.workspace.trouble)
        self.pages: Pages | None = None
        """What covers the notebook; None before it is shown."""
        self.sheet: SettingsSheet | None = None
        """The settings, while they are shown."""
        self.returning: ReturnSheet | None = None
        self._looked_for = ""
        self._bringing: BringingBack | None = None
        shell.window.actions_.on("app.settings", self.show)
        shell.window.actions_.on("backup.make", self.back_up)

    def end(self) -> None:
        """The window is about to close, which stops a backup that is read, too."""
        self.backing_up.end()

    def show(self) -> None:
        """Show the page, narrowed as it was when it was left."""
        self._leave_backup()
        sheet = self.sheet = SettingsSheet(self._shell.theme)
        sheet.look.connect(self._wear)
        sheet.every.connect(self._set_every)
        sheet.wanted.connect(self._do)
        sheet.key.connect(self._keep_key)
        sheet.kept_here.connect(self._keep_tags)
        sheet.answering.connect(self._answer_by)
        sheet.bring_back.connect(self._look_inside)
        for setting, made in self._shell.panels.items():
            sheet.entries[setting].add(made())
        KeptFiles(self._workspace, sheet)
        FarStore(self._workspace, sheet)
        ReadFiles(self._workspace, sheet)
        sheet.box.setText(self._looked_for)
        sheet.box.textChanged.connect(self._remember)
        sheet.offer(tr("Done"), self._leave, primary=True)
        self._cover(sheet)
        self._refresh()

    def back_up(self) -> None:
        """Make a backup now. Where the page that says how far it is is not shown, that it is being made is said below."""
        self.backing_up.make()
        if self.sheet is None:
            self._shell.window.toast.say(tr("Making a backup"))

    def _cover(self, sheet: SettingsSheet | ReturnSheet) -> None:
        if self.pages is None:
            self.pages = Pages(self._shell.theme)
            self.pages.left.connect(self._leave)
            self.pages.gone.connect(self._gone)
        self.pages.show_sheet(sheet)
        self._shell.arrival.cover(self.pages)
        self.pages.begin_keyboard()

    def _leave(self) -> None:
        if self.returning is not None:
            self.show()
        else:
            self._shell.arrival.go_back()

    def _gone(self) -> None:
        """By whatever way."""
        self._leave_backup()
        self.sheet = None

    def _remember(self, looked_for: str) -> None:
        self._looked_for = looked_for

    def _refresh(self) -> None:
        self._workspace.read(facts, self._tell, owner=self, latest="facts")

    def _tell(self, now: Facts) -> None:
        if self.sheet is not None:
            self.sheet.tell(now, self._shell.theme.mode)
            self._order()

    def _order(self) -> None:
        if self.pages is not None:
            self.pages.order()

    def _wear(self, mode: Mode) -> None:
        self._shell.window.actions_[f"look.{mode.value}"].trigger()

    def _set_every(self, every: str) -> None:
        chosen = cast(Literal["day", "week", "never"], every)
        self._change(lambda brain: brain.backups.configure(every=chosen))

    def _do(self, wish: str) -> None:
        actions = self._shell.window.actions_
        does: dict[str, Callable[[], object]] = {
            "folder": self._choose_folder,
            "make": self.backing_up.make,
            "stop": self.backing_up.stop,
            "health": self._look_at_health,
            "account": actions["sync.account"].trigger,
            "capture": actions["capture.settings"].trigger,
            "keys": actions["view.shortcuts"].trigger,
            "forget_key": self._forget_key,
            "agree": self._agree,
        }
        does[wish]()

    def _choose_folder(self) -> None:
        dialog = QFileDialog(self._shell.window, tr("Folder for backups"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.set_folder)
        dialog.open()

    def set_folder(self, folder: str) -> None:
        """Keep backups in this folder from now on."""
        self._change(lambda brain: brain.backups.configure(folder=Path(folder)))

    def _change(self, command: Callable[[Brain], object]) -> None:
        """Change a setting, and show how it stands then."""
        self._workspace.read(command, lambda _: self._refresh(), owner=self, failed=self._not_changed)

    def _not_changed(self, error: Exception) -> None:
        """A part of it may be."""
        self._refresh()
        if not isinstance(error, BrainError):
            raise error
        self._workspace.trouble.emit(error)

    def _tell_making(self, told: str) -> None:
        if self.sheet is not None:
            self.sheet.tell_making(told)

    def _made(self, backup: Backup, asked: bool) -> None:
        self._refresh()
        if self.sheet is not None or asked:
            self._shell.window.toast.say(said(backup))

    def _look_at_health(self) -> None:
        if self.sheet is not None:
            self.sheet.tell_health(tr("Looking …"))
        self._workspace.read(
            lambda brain: brain.upkeep.health(),
            self._tell_health,
            owner=self,
            failed=self._no_health,
            latest="health",
        )

    def _no_health(self, error: Exception) -> None:
        if not isinstance(error, BrainError):
            raise error
        if self.sheet is not None:
            self.sheet.tell_health(str(error))

    def _tell_health(self, health: Any) -> None:
        wrong = [f"{each.words} {each.hint}".strip() for each in health.checks if not each.ok]
        told = tr_n(
            "{size}, {n} line of history.",
            "{size}, {n} lines of history.",
            health.events,
            size=words.size(health.size),
        )
        if self.sheet is not None:
            self.sheet.tell_health(f"{told} " + ("\n".join(wrong) or tr("All is well.")))

    def _keep_key(self, key: str) -> None:
        def keep(brain: Brain) -> str:
            write_key(key)
            return _offer(brain)

        self._workspace.read(keep, self._offer, owner=self)

    def _offer(self, told: str) -> None:
        if self.sheet is not None:
            self.sheet.tell_openai(told, agree=True)
            self._order()

    def _agree(self) -> None:
        """Only now anything may be sent: begin."""
        if self.sheet is not None:
            self.sheet.tell_openai(tr("Notes are being read by OpenAI, in the background."))
        brain = self._workspace.brain

        def work(progress: Any) -> object:
            write_consent(brain.home, Consent(True, read_consent(brain.home).kept_here))
            return brain.meaning.embed(MODEL, cancelled=progress.cancelled)

        self._workspace.tasks.long(work, lambda _: self._refresh(), owner=self, failed=self._not_sent)

    def _answer_by(self, model: str) -> None:
        """Another model answers from now on; the one before keeps what it knows, for the way back."""

        def switched(_: object) -> None:
            self._refresh()
            self._shell.window.toast.say(tr("Searches by meaning are answered by {model}", model=model))

        self._workspace.read(
            lambda brain: brain.meaning.switch(model), switched, owner=self, failed=self._not_changed
        )

    def _not_sent(self, error: Exception) -> None:
        self._refresh()
        if not isinstance(error, BrainError):
            raise error
        if self.sheet is not None:
            self.sheet.tell_openai(str(error))

    def _forget_key(self) -> None:
        def forget(brain: Brain) -> None:
            write_consent(brain.home, Consent(False, read_consent(brain.home).kept_here))
            forget_key()

        if self.sheet is not None:
            self.sheet.tell_openai("")
        self._change(forget)

    def _keep_tags(self, typed: str) -> None:
        tags = frozenset(tag for each in typed.split(",") if (tag := each.strip().removeprefix("#")))
        self._change(lambda brain: write_consent(brain.home, Consent(read_consent(brain.home).given, tags)))

    def _look_inside(self, backup: Backup) -> None:
        self._leave_backup()
        self.sheet = None
        sheet = self.returning = ReturnSheet(self._shell.theme, backup)
        sheet.offer(tr("Back"), self._leave)
        self._cover(sheet)
        self._bringing = BringingBack(self._shell, backup, sheet, self._order)

    def _leave_backup(self) -> None:
        """Its page is looked at no longer."""
        self.returning = None
        if self._bringing is not None:
            self._bringing.end()
            self._bringing = None


def _offer(brain: Brain) -> str:
    """What would be sent to OpenAI, in figures."""
    left, kept = brain.meaning.backlog(MODEL), read_consent(brain.home).kept_here
    values = {
        "model": MODEL,
        "passages": words.figure(left.passages),
        "tokens": words.figure(left.tokens),
        "cost": words.price(dollars(MODEL, left.tokens)),
    }
    if not kept:
        return tr(
            "The key is kept. With {model} these would leave this machine, and OpenAI charges you for them: titles and texts"
            " of all your notes, those in the trash too: about {passages} passages with {tokens} tokens now ({cost}),"
            " every note that you write later, and what you search for once that model answers. You can take it back at any"
            " time.",
            **values,
        )
    return tr(
        "The key is kept. With {model} these would leave this machine, and OpenAI charges you for them: titles and texts"
        " of all your notes, those in the trash too, except notes with {tags}: at most {passages} passages with {tokens}"
        " tokens now ({cost}), every note that you write later, and what you search for once that model answers. You can"
        " take it back at any time.",
        tags=", ".join(sorted(kept)),
        **values,
    )
