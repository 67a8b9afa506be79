"""What is set about where contents of files are kept: in the data folder alone, or in an S3 store as well.

Owns that entry of the page. It refuses to know how a store is spoken to; `app.library.file_copying` copies in the
background.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer

from app import words
from app.account.fields import Field
from app.library.copying_works import copy_beside
from app.migration.sheet import Offered, button_of
from app.migration.ticks import Tick
from app.settings.entry import Buttons
from app.settings.page import SettingsSheet
from app.tasks import Progress, Running
from app.workspace import Workspace
from core import BrainError, Cancelled, FarKey, FarPlace, FarStanding, Freed, place_at, tr

T = TypeVar("T")
_LOOK_AGAIN = 5_000  # milliseconds


class FarStore(QObject):
    """The entry on one page; it goes with it."""

    def __init__(self, workspace: Workspace, sheet: SettingsSheet) -> None:
        super().__init__(sheet)
        self._workspace = workspace
        self._far = workspace.brain.far_files
        self._entry = sheet.entries["far"]
        theme = sheet.theme
        self.place = Field(theme, tr("Bucket in an S3 store"), hint=tr("s3://bucket/notes"))
        self.address = Field(theme, tr("Address of the store"), hint="https://s3.example.com")
        self.access = Field(theme, tr("Access key"))
        self.secret = Field(theme, tr("Secret key"), secret=True)
        self.region = Field(theme, tr("Region"), hint=tr("Left out, the store is asked for it"))
        self.insecure = Tick(theme, tr("Allow http:// to another machine"))
        insecure = Offered(theme, self.insecure, tr("Everybody on the way could read your files."))
        self.choose = button_of(tr("Keep files there, too"), self._choose)
        self.more = button_of(tr("More…"), self._show_more, name=tr("More about the S3 store"))
        self.stop = button_of(tr("Stop"), self._stop, name=tr("Stop copying files"))
        self.copy = button_of(tr("Copy now"), self._copy, name=tr("Copy files to the S3 store now"))
        self.free = button_of(tr("Free space here…"), self._find, name=tr("What could go from this device"))
        self.go = button_of("", self._free)
        self.leave = button_of(tr("In the data folder alone"), self._leave)
        for part in (self.place, self.address, self.access, self.secret, self.region):
            part.entered(self._choose)
            self._entry.add(part)
        self._entry.add(insecure)
        self._entry.add(Buttons(self.choose, self.more, self.copy, self.free, self.go, self.stop, self.leave))
        self._more = (self.region, insecure)
        for later in (*self._more, self.copy, self.free, self.go, self.stop, self.leave):
            later.hide()
        self._running: Running | None = None
        self._now: FarStanding | None = None
        self._again = QTimer(self)  # copying goes on in the background, and changes no note
        self._again.timeout.connect(self._look)
        self._again.start(_LOOK_AGAIN)
        self._look()

    def _look(self) -> None:
        before = self._now
        if self._running is None:
            self._workspace.read(
                lambda brain: brain.far_files.standing(before),
                self._tell,
                owner=self,
                latest="far store",
                failed=self._failed,
            )

    def _tell(self, now: FarStanding) -> None:
        if self._running is not None:
            return
        before, self._now = self._now, now
        if now == before:
            return  # what was said last, as why a store was not taken, stays to be read
        place = now.place
        self._entry.say(words.far_words(now) if place is None else f"{words.far_words(now)}\n{place.words}")
        self.copy.setVisible(place is not None)
        self.free.setVisible(place is not None)
        self.leave.setVisible(place is not None)
        if place is not None and before is None and not (self.place.text or self.address.text):
            self._fill_in(place)

    def _fill_in(self, place: FarPlace) -> None:
        """What was chosen, so that a part of it can be changed."""
        self.place.line.setText(place.address)
        self.address.line.setText(place.endpoint)
        self.region.line.setText(place.region)
        self.insecure.setChecked(place.insecure)
        for half in (self.access, self.secret):
            half.line.setPlaceholderText(tr("Left out, the one in the keyring is used"))
        if place.region or place.insecure:
            self._show_more()

    def _show_more(self) -> None:
        if self.more.hasFocus():
            self.region.line.setFocus()
        for part in self._more:
            part.show()
        self.more.hide()

    def _choose(self) -> None:
        try:
            place = place_at(
                self.place.text, self.address.text, self.region.text, insecure=self.insecure.isChecked()
            )
            access, secret = self.access.text, self.secret.text
            key = FarKey(access, secret) if access or secret else None
        except BrainError as error:
            self._entry.say(str(error))
            return

        def work(progress: Progress) -> None:
            self._far.keep_in(place, key)
            copy_beside(self._workspace, progress)

        self._work(tr("Trying the store, then copying …"), work)

    def _copy(self) -> None:
        self._work(tr("Copying …"), lambda progress: copy_beside(self._workspace, progress, look=True))

    def _leave(self) -> None:
        self._work(tr("One moment …"), lambda _: self._far.keep_here())

    def _find(self) -> None:
        self._work(tr("Looking …"), lambda _: self._far.freeing.find(), self._found)

    def _found(self, found: Freed) -> None:
        """What could go: how much is on the button that lets it go."""
        self._over(self._now)
        self._entry.say(words.freed_words(found))
        self.go.setText(tr("Free {size}", size=words.size(found.size)))
        self.go.setAccessibleName(tr("Free {size}", size=words.size(found.size)))
        self.go.setVisible(found.files > 0)

    def _free(self) -> None:
        def work(progress: Progress) -> Freed:
            return self._far.freeing.free(
                progress=lambda done, total: progress(tr("Reading files back"), done, total),
                cancelled=progress.cancelled,
            )

        self._work(tr("Reading files back …"), work, self._freed)

    def _freed(self, freed: Freed) -> None:
        self._over(self._now)
        self._entry.say(words.freed_words(freed, removed=True))

    def _stop(self) -> None:
        if self._running is not None:
            self._running.cancel()

    def _work(
        self, told: str, work: Callable[[Progress], T], done: Callable[[T], None] | None = None
    ) -> None:
        """The keyboard stays at the button meanwhile, lest it goes on to something else."""
        if self._running is not None:
            return
        self._entry.say(told)
        if self.go.hasFocus():
            self.free.setFocus()
        self.go.hide()
        self._running = self._workspace.tasks.long(
            work, done or self._done, owner=self, failed=self._failed, progressed=self._tell_far
        )
        self.stop.show()

    def _tell_far(self, doing: str, done: int, total: int) -> None:
        if self._running is not None and total:
            far = tr("{number} of {files}", number=words.figure(done), files=words.files(total))
            self._entry.say(f"{doing} · {far}")

    def _over(self, now: FarStanding | None = None) -> None:
        """With `now`, what is said next stays until something else is so."""
        self._running, self._now = None, now
        if self.stop.hasFocus():
            self.choose.setFocus()
        self.stop.hide()

    def _done(self, _answer: object) -> None:
        self._over()
        self.access.line.clear()
        self.secret.line.clear()
        self._look()

    def _failed(self, error: Exception) -> None:
        self._over()
        if isinstance(error, Cancelled):
            self._look()
            return
        if not isinstance(error, BrainError):
            raise error
        self._entry.say(str(error))
        self.leave.show()  # also where what was chosen cannot be read
