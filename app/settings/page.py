"""The page of settings: everything that can be set, in one place, narrowed by some letters.

Owns what stands where, and what the page says of the state it is told. What a person wants is a signal; it refuses to know
how anything is set.
"""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app import words
from app.account.fields import Field
from app.account.sections import Row, Section
from app.announcing import Calm, announce
from app.clearing import Dressed, make_clearable
from app.contents import Contents
from app.migration.sheet import Sheet, button_of, label_of
from app.migration.ticks import Pick
from app.settings.answers import Answers
from app.settings.backing_up import held
from app.settings.entry import Buttons, Entry
from app.settings.facts import Facts, leaving, sent_to
from app.settings.table import PLACES, SETTINGS
from app.sizes import PARTS_WIDTH
from app.theme import GRID, Mode, Theme
from core import Backup, tr, tr_n, tr_noop

OFTEN = (
    ("day", tr_noop("Once a day")),
    ("week", tr_noop("Once a week")),
    ("never", tr_noop("Only when I make one")),
)
_LOOKS = (
    (Mode.SYSTEM, tr_noop("As the system")),
    (Mode.LIGHT, tr_noop("Light")),
    (Mode.DARK, tr_noop("Dark")),
)


class SettingsSheet(Sheet):
    """All settings."""

    look = Signal(object)
    """`Mode`: the look that is wanted."""
    every = Signal(str)
    wanted = Signal(str)
    """A button was pressed: `folder`, `make`, `stop`, `health`, `account`, `capture`, `keys`, `forget_key`, `agree`."""
    key = Signal(str)
    """A key for OpenAI was given."""
    kept_here = Signal(str)
    """The tags that never leave, as they were typed."""
    answering = Signal(str)
    """This model shall answer searches by meaning from now on."""
    bring_back = Signal(object)
    """`core.Backup`: the person wants to see what would come back from it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, tr("Settings"))
        self.box = self._make_box()
        self.found = label_of(theme, "", "small", muted=True)
        self.keep_on_top(self.box, self.found)
        self.contents = self._parts = Contents(theme, PARTS_WIDTH)
        self._parts.setObjectName("parts")
        self._parts.name((tr(place), 0) for place in PLACES)
        self._parts.chosen.connect(lambda part: self.sought.emit(self._places[PLACES[part]]))
        self._calm = Calm(self)
        self.entries: dict[str, Entry] = {}
        self._places: dict[str, QWidget] = {}
        self._picks: dict[str, Pick] = {}
        made = {each.id: Entry(theme, each) for each in SETTINGS}
        for place in PLACES:
            self._add_place(place, [made[each.id] for each in SETTINGS if each.place == place])
        self.entries = made
        self._nothing = self.say(
            tr("No setting is about that. Try another word, or a shorter one."), muted=True
        )
        self._all = button_of(tr("Show all settings"), self.step_back)
        self.act(self._all)
        self._fill()
        self.narrow("")

    def begin_keyboard(self) -> None:
        """The keyboard begins where one looks for a setting; what was looked for goes with the first letter."""
        self.box.setFocus()
        self.box.selectAll()

    def read_at(self, place: int) -> None:
        """The part that one reads is marked beside the page."""
        begun = [
            row for row, part in enumerate(self._places.values()) if part.isVisible() and part.y() <= place
        ]
        self._parts.mark(begun[-1] if begun else 0)

    def step_back(self) -> bool:
        """Esc shows all settings again where only some are shown."""
        some = bool(self.box.text())
        self.box.clear()
        if some:
            self.box.setFocus()
        return some

    def narrow(self, looked_for: str) -> None:
        """Show only the settings that answer these words, below the names of their places."""
        for entry in self.entries.values():
            entry.setVisible(entry.setting.answers(looked_for))
        for row, (name, place) in enumerate(self._places.items()):
            some = any(not each.isHidden() for each in self.entries.values() if each.setting.place == name)
            place.setVisible(some)
            self._parts.setRowHidden(row, not some)
        shown, all_ = sum(not each.isHidden() for each in self.entries.values()), len(self.entries)
        self._nothing.setVisible(not shown)
        self._all.setVisible(not shown)
        if looked_for.strip():
            self.found.setText(tr("{found} of {all} settings. Esc shows all again.", found=shown, all=all_))
            self._calm.say(self.found.text() if shown else self._nothing.text())
        else:
            self.found.setText(tr("{all} settings. Type a word, and only those about it stay.", all=all_))

    def tell(self, now: Facts, mode: Mode) -> None:
        """How everything stands."""
        self._picks[mode.value].setChecked(True)
        self._picks[now.backups.plan.every].setChecked(True)
        self._tell_search(now)
        self._tell_backups(now)
        where = now.home
        if now.server:
            where = tr("On {server}, and in {folder}", server=now.server, folder=now.home)
        self.entries["database"].say(where)
        account = now.account
        signed_in = account is not None and account.signed_in
        self.entries["account"].say(
            tr("{user} at {server}", user=account.username, server=account.server)
            if account and signed_in
            else tr("Nobody is signed in.")
        )
        yes, no = tr("yes"), tr("no")
        self._leaves.say(
            "", [Row(f"{each.what}: {yes if each.on else no}", each.told) for each in leaving(now)]
        )

    def tell_health(self, told: str) -> None:
        """What was found when the database was looked at."""
        self._health.setText(told)
        announce(self._health, told)
        self._health.setVisible(bool(told))

    def tell_making(self, told: str) -> None:
        """How far the backup is that is being made; empty when none is. The keyboard stays at the button that makes one,
        which does nothing meanwhile: on to what stands behind it would be on to bringing notes back."""
        self._making.setText(told)
        self._making.setVisible(bool(told))
        if not told and self._stop.hasFocus():
            self._make.setFocus()
        self._stop.setVisible(bool(told))

    def tell_openai(self, told: str, *, agree: bool = False) -> None:
        """What would be sent to OpenAI, or how that went. With `agree` the person can say yes to it."""
        self._offer.setText(told)
        announce(self._offer, told)
        self._offer.setVisible(bool(told))
        self._agree.setVisible(agree)

    def _make_box(self) -> QLineEdit:
        box = QLineEdit()
        box.setPlaceholderText(tr("Find a setting, as in “dark”, “backup” or “keys”"))
        box.setAccessibleName(tr("Find a setting"))
        icon = box.addAction(self.theme.icon("magnifying-glass"), QLineEdit.ActionPosition.LeadingPosition)
        icon.setText(tr("Find a setting"))  # a screen reader takes it for a button
        Dressed(icon, "magnifying-glass", self.theme)
        make_clearable(box, self.theme)
        box.textChanged.connect(self.narrow)
        return box

    def _add_place(self, name: str, entries: list[Entry]) -> None:
        place = QWidget()
        column = QVBoxLayout(place)
        column.setContentsMargins(0, 2 * GRID, 0, 0)
        column.setSpacing(3 * GRID)
        column.addWidget(label_of(self.theme, tr(name), "heading2"))
        for entry in entries:
            column.addWidget(entry)
        place.setAccessibleName(tr(name))
        self._places[name] = place
        self.add(place)

    def _fill(self) -> None:
        theme = self.theme
        for mode, told in _LOOKS:
            self._pick("look", mode.value, tr(told)).clicked.connect(
                lambda _=False, mode=mode: self.look.emit(mode)
            )
        self._picks[theme.mode.value].setChecked(True)  # known at once; all else is told later
        for value, told in OFTEN:
            self._pick("every", value, tr(told)).clicked.connect(
                lambda _=False, value=value: self.every.emit(value)
            )
        self._fill_search(theme)
        self._health = label_of(theme, "", muted=True)
        self._health.hide()
        self.entries["database"].add(self._health)
        self.entries["database"].add(Buttons(self._button(tr("Look whether all is well"), "health")))
        self.entries["account"].add(Buttons(self._button(tr("Account…"), "account")))
        self.entries["folder"].add(
            Buttons(self._button(tr("Choose folder…"), "folder", tr("Choose the folder for backups")))
        )
        self._making = label_of(theme, "")
        self._making.hide()
        self._make = self._button(tr("Make one now"), "make", tr("Make a backup now"))
        self._stop = self._button(tr("Stop"), "stop", tr("Stop making the backup"))
        self._stop.hide()
        self._backups = Section(theme, "")
        for part in (self._making, Buttons(self._make, self._stop), self._backups):
            self.entries["made"].add(part)
        self.entries["capture"].add(Buttons(self._button(tr("Capturing…"), "capture")))
        self.keys = self._button(tr("Show the keys"), "keys")
        self.entries["keys"].add(Buttons(self.keys))
        self._leaves = Section(theme, "")
        self.entries["leaves"].add(self._leaves)

    def _fill_search(self, theme: Theme) -> None:
        self.answers = Answers(theme)
        self.answers.wanted.connect(self.answering)
        self.entries["meaning"].add(self.answers)
        self._key = Field(
            theme, tr("Key for OpenAI"), hint=tr("It goes into your system's keyring"), secret=True
        )
        give = button_of(tr("Keep key"), self._gave_key, name=tr("Keep the key for OpenAI"))
        self._key.beside(give)
        self._key.entered(self._gave_key)
        self._offer: QLabel = label_of(theme, "")
        self._offer.hide()
        self._agree = self._button(tr("Send them"), "agree", tr("Agree that notes are sent to OpenAI"))
        self._agree.hide()
        self._forget = self._button(
            tr("Remove key"), "forget_key", tr("Remove the key, and send nothing any more")
        )
        for part in (self._key, self._offer, Buttons(self._agree, self._forget)):
            self.entries["openai"].add(part)
        self._tags = Field(theme, tr("Tags"), hint=tr("diary, health"))
        save = button_of(
            tr("Keep them here"), self._gave_tags, name=tr("Keep notes with these tags on this machine")
        )
        self._tags.beside(save)
        self._tags.entered(self._gave_tags)
        self.entries["kept_here"].add(self._tags)

    def _pick(self, setting: str, value: str, told: str) -> Pick:
        made = self._picks[value] = Pick(self.theme, told)
        self.entries[setting].add(made)
        return made

    def _button(self, told: str, wish: str, name: str = "") -> QPushButton:
        return button_of(told, lambda: self.wanted.emit(wish), name=name)

    def _gave_key(self) -> None:
        if self._key.text:
            self.key.emit(self._key.text)
            self._key.line.clear()

    def _gave_tags(self) -> None:
        self.kept_here.emit(self._tags.text)

    def _tell_search(self, now: Facts) -> None:
        far = now.coverage
        self.entries["meaning"].say(
            tr(
                "{done} of {notes} can be found by meaning, by {model}.",
                done=words.figure(far.embedded),
                notes=words.notes(far.total),
                model=far.model,
            )
            if far
            else tr("No note can be found by meaning yet.")
        )
        self.answers.tell(now)
        cloud = sent_to(now)
        self.entries["openai"].say(
            tr("On: {models}", models=", ".join(cloud)) if cloud else tr("Off. No note is sent to OpenAI.")
        )
        if not self._tags.line.hasFocus():
            self._tags.line.setText(", ".join(sorted(now.consent.kept_here)))

    def _tell_backups(self, now: Facts) -> None:
        moment, standing = datetime.now().astimezone(), now.backups
        folder = str(standing.plan.folder)
        if standing.same_disk:
            folder = tr("{folder} · the same disk as your notes, so choose another if you can", folder=folder)
        self.entries["folder"].say(folder)
        told = tr("Nothing is proven yet.")
        if standing.last_proven:
            told = tr("Last proven restore: {when}", when=words.day(standing.last_proven, moment))
        if standing.trouble:
            told += "\n" + tr("The last try failed. {why}", why=standing.trouble)
        self.entries["made"].say(told)
        self._backups.say("", [self._row(each, moment) for each in standing.backups])

    def _row(self, each: Backup, now: datetime) -> Row:
        state = tr("proven") if each.good else tr("does not count")
        missing = tr_n("{n} file was not here", "{n} files were not here", each.files_missing)
        missing = f" · {missing}" if each.files_missing else ""
        about = f"{held(each)}{missing} · {state}"
        return Row(words.day(each.made_at, now), about, tr("Bring back…"), lambda: self.bring_back.emit(each))
