"""What is set about where contents of files are kept: in the data folder alone, or in an S3 store as well.

Owns that entry of the page. It refuses to know how a store is spoken to; `app.library.file_copying` copies in the
background.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from app import words
from app.account.fields import Field
from app.migration.sheet import button_of
from app.settings.entry import buttons
from app.settings.page import SettingsSheet
from app.tasks import Progress
from app.workspace import Workspace
from core import BrainError, Cancelled, FarKey, FarStanding, place_at, tr

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
        self.choose = button_of(tr("Keep files there, too"), self._choose)
        self.copy = button_of(tr("Copy now"), self._copy, name=tr("Copy files to the S3 store now"))
        self.leave = button_of(tr("In the data folder alone"), self._leave)
        for part in (self.place, self.address, self.access, self.secret):
            part.entered(self._choose)
            self._entry.add(part)
        self._entry.add(buttons(self.choose, self.copy, self.leave))
        self.copy.hide()
        self.leave.hide()
        self._at_work = False
        self._now: FarStanding | None = None
        self._again = QTimer(self)  # copying goes on in the background, and changes no note
        self._again.timeout.connect(self._look)
        self._again.start(_LOOK_AGAIN)
        self._look()

    def _look(self) -> None:
        if not self._at_work:
            self._workspace.read(
                lambda brain: brain.far_files.standing(),
                self._tell,
                owner=self,
                latest="far store",
                failed=self._failed,
            )

    def _tell(self, now: FarStanding) -> None:
        if self._at_work or now == self._now:
            return  # what was said last, as why a store was not taken, stays to be read
        self._now = now
        place = now.place
        self._entry.say(words.far_words(now) if place is None else f"{words.far_words(now)}\n{place.words}")
        self.copy.setVisible(place is not None)
        self.leave.setVisible(place is not None)

    def _choose(self) -> None:
        try:
            place = place_at(self.place.text, self.address.text)
            access, secret = self.access.text, self.secret.text
            key = FarKey(access, secret) if access or secret else None
        except BrainError as error:
            self._entry.say(str(error))
            return

        def work(progress: Progress) -> None:
            self._far.keep_in(place, key)
            self._far.copy(cancelled=progress.cancelled)

        self._work(tr("Trying the store, then copying …"), work)

    def _copy(self) -> None:
        self._work(tr("Copying …"), lambda progress: self._far.copy(cancelled=progress.cancelled, look=True))

    def _leave(self) -> None:
        self._work(tr("One moment …"), lambda _: self._far.keep_here())

    def _work(self, told: str, work: Callable[[Progress], object]) -> None:
        """The keyboard stays at the button meanwhile, lest it goes on to something else."""
        if self._at_work:
            return
        self._at_work = True
        self._entry.say(told)
        self._workspace.tasks.long(work, self._done, owner=self, failed=self._failed)

    def _done(self, _answer: object) -> None:
        self._at_work = False
        self._now = None
        self.access.line.clear()
        self.secret.line.clear()
        self._look()

    def _failed(self, error: Exception) -> None:
        self._at_work = False
        if isinstance(error, Cancelled):
            return
        if not isinstance(error, BrainError):
            raise error
        self._entry.say(str(error))
        self.leave.show()  # also where what was chosen cannot be read
