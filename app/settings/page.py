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
from app.clearing import make_clearable
from app.migration.sheet import Sheet, button_of, label_of
from app.migration.ticks import Pick
from app.settings.answers import Answers
from app.settings.entry import Entry, buttons
from app.settings.facts import Facts, leaving, sent_to
from app.settings.table import PLACES, SETTINGS
from app.theme import GRID, Mode, Theme
from core import Backup

OFTEN = (("day", "Once a day"), ("week", "Once a week"), ("never", "Only when I make one"))
_LOOKS = ((Mode.SYSTEM, "As the system"), (Mode.LIGHT, "Light"), (Mode.DARK, "Dark"))


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
        super().__init__(theme, "Settings")
        self.box = QLineEdit()
        self.box.setPlaceholderText("Find a setting")
        self.box.setAccessibleName("Find a setting")
        make_clearable(self.box, theme)
        self.box.textChanged.connect(self.narrow)
        self.add(self.box)
        self.entries: dict[str, Entry] = {}
        self._places: dict[str, QWidget] = {}
        self._picks: dict[str, Pick] = {}
        made = {each.id: Entry(theme, each) for each in SETTINGS}
        for place in PLACES:
            self._add_place(place, [made[each.id] for each in SETTINGS if each.place == place])
        self.entries = made
        self._nothing = self.say("No setting is called that.", muted=True)
        self._nothing.hide()
        self._fill()

    def begin_keyboard(self) -> None:
        """The keyboard begins where one looks for a setting."""
        self.box.setFocus()

    def narrow(self, looked_for: str) -> None:
        """Show only the settings that answer these words."""
        for entry in self.entries.values():
            entry.setVisible(entry.setting.answers(looked_for))
        for name, place in self._places.items():
            place.setVisible(
                any(not each.isHidden() for each in self.entries.values() if each.setting.place == name)
            )
        self._nothing.setVisible(all(each.isHidden() for each in self.entries.values()))

    def tell(self, now: Facts, mode: Mode) -> None:
        """How everything stands."""
        self._picks[mode.value].setChecked(True)
        self._picks[now.backups.plan.every].setChecked(True)
        self._tell_search(now)
        self._tell_backups(now)
        where = f"On {now.server}, and in {now.home}" if now.server else now.home
        self.entries["database"].say(where)
        account = now.account
        signed_in = account is not None and account.signed_in
        self.entries["account"].say(
            f"{account.username} at {account.server}" if account and signed_in else "Nobody is signed in."
        )
        self._leaves.say(
            "", [Row(f"{each.what}: {'yes' if each.on else 'no'}", each.told) for each in leaving(now)]
        )

    def tell_health(self, told: str) -> None:
        """What was found when the database was looked at."""
        self._health.setText(told)
        self._health.setVisible(bool(told))

    def tell_making(self, told: str) -> None:
        """How far the backup is that is being made; empty when none is."""
        self._making.setText(told)
        self._making.setVisible(bool(told))
        self._stop.setVisible(bool(told))
        self._make.setEnabled(not told)

    def tell_openai(self, told: str, *, agree: bool = False) -> None:
        """What would be sent to OpenAI, or how that went. With `agree` the person can say yes to it."""
        self._offer.setText(told)
        self._offer.setVisible(bool(told))
        self._agree.setVisible(agree)

    def _add_place(self, name: str, entries: list[Entry]) -> None:
        place = QWidget()
        column = QVBoxLayout(place)
        column.setContentsMargins(0, 2 * GRID, 0, 0)
        column.setSpacing(2 * GRID)
        column.addWidget(label_of(self.theme, name, "strong"))
        for entry in entries:
            column.addWidget(entry)
        place.setAccessibleName(name)
        self._places[name] = place
        self.add(place)

    def _fill(self) -> None:
        theme = self.theme
        for mode, told in _LOOKS:
            self._pick("look", mode.value, told).clicked.connect(
                lambda _=False, mode=mode: self.look.emit(mode)
            )
        for value, told in OFTEN:
            self._pick("every", value, told).clicked.connect(
                lambda _=False, value=value: self.every.emit(value)
            )
        self._fill_search(theme)
        self._health = label_of(theme, "", muted=True)
        self._health.hide()
        self.entries["database"].add(self._health)
        self.entries["database"].add(buttons(self._button("Look whether all is well", "health")))
        self.entries["account"].add(buttons(self._button("Account…", "account")))
        self.entries["folder"].add(
            buttons(self._button("Choose folder…", "folder", "Choose the folder for backups"))
        )
        self._making = label_of(theme, "")
        self._making.hide()
        self._make = self._button("Make one now", "make", "Make a backup now")
        self._stop = self._button("Stop", "stop", "Stop making the backup")
        self._stop.hide()
        self._backups = Section(theme, "")
        for part in (self._making, buttons(self._make, self._stop), self._backups):
            self.entries["made"].add(part)
        self.entries["capture"].add(buttons(self._button("Capturing…", "capture")))
        self.keys = self._button("Show the keys", "keys")
        self.entries["keys"].add(buttons(self.keys))
        self._leaves = Section(theme, "")
        self.entries["leaves"].add(self._leaves)

    def _fill_search(self, theme: Theme) -> None:
        self.answers = Answers(theme)
        self.answers.wanted.connect(self.answering)
        self.entries["meaning"].add(self.answers)
        self._key = Field(theme, "Key for OpenAI", hint="It goes into your system's keyring", secret=True)
        give = button_of("Keep key", self._gave_key, name="Keep the key for OpenAI")
        self._key.beside(give)
        self._key.entered(self._gave_key)
        self._offer: QLabel = label_of(theme, "")
        self._offer.hide()
        self._agree = self._button("Send them", "agree", "Agree that notes are sent to OpenAI")
        self._agree.hide()
        self._forget = self._button("Remove key", "forget_key", "Remove the key, and send nothing any more")
        for part in (self._key, self._offer, buttons(self._agree, self._forget)):
            self.entries["openai"].add(part)
        self._tags = Field(theme, "Tags", hint="diary, health")
        save = button_of("Keep them here", self._gave_tags, name="Keep notes with these tags on this machine")
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
            f"{words.figure(far.embedded)} of {words.notes(far.total)} can be found by meaning, by {far.model}."
            if far
            else "No note can be found by meaning yet."
        )
        self.answers.tell(now)
        cloud = sent_to(now)
        self.entries["openai"].say(f"On: {', '.join(cloud)}" if cloud else "Off. Nothing is sent to OpenAI.")
        if not self._tags.line.hasFocus():
            self._tags.line.setText(", ".join(sorted(now.consent.kept_here)))

    def _tell_backups(self, now: Facts) -> None:
        moment, standing = datetime.now().astimezone(), now.backups
        same = " · the same disk as your notes, so choose another if you can" if standing.same_disk else ""
        self.entries["folder"].say(f"{standing.plan.folder}{same}")
        proven = standing.last_proven
        told = f"Last proven restore: {words.day(proven, moment)}" if proven else "Nothing is proven yet."
        if standing.trouble:
            told += f"\nThe last try failed. {standing.trouble}"
        self.entries["made"].say(told)
        self._backups.say("", [self._row(each, moment) for each in standing.backups])

    def _row(self, each: Backup, now: datetime) -> Row:
        state = "proven" if each.good else "does not count"
        files = f" · {words.files(each.files)}" if each.files else ""
        were = "was" if each.files_missing == 1 else "were"
        missing = f" · {words.files(each.files_missing)} {were} not here" if each.files_missing else ""
        about = f"{words.notes(each.notes)}{files}{missing} · {words.size(each.size)} · {state}"
        return Row(words.day(each.made_at, now), about, "Bring back…", lambda: self.bring_back.emit(each))
