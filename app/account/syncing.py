"""The background work of sync in one window: it goes on while the window is open, and says how it stands.

Owns its threads' beginning and end, and the way of what they tell to the window. Every change of this window wakes it. It
refuses to know how notes travel, and how anything is shown.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from app.account.engine import Engine, Server
from app.account.told import Standing
from app.tasks import Progress, Running
from app.workspace import Workspace
from core import Account, BrainError, Cancelled, Changes, Received, tr
from sync.state import Word

if TYPE_CHECKING:
    from PySide6.QtNetwork import QNetworkInformation

    from core import Brain

T = TypeVar("T")
_AFTER_A_BUG_MS = 60_000
_PATIENCE = 0.8
"""Seconds that closing waits for a thread that may hang on the network. What it was about to write is written next time."""


class Syncing(QObject):
    """Sync for one window. At most one engine at a time."""

    stood = Signal(object)
    """`Standing`: something stands otherwise."""
    came = Signal(object)
    """`core.Received`: what became of notes that came in."""

    def __init__(self, workspace: Workspace, server: Server, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._server = server
        self._engine: Engine | None = None
        self._running: list[Running] = []
        self._news: deque[Received] = deque()
        self._latest: deque[Standing] = deque(maxlen=1)
        self._tell: Progress | None = None
        self._stopped = True
        self._watches = False
        self._again = QTimer(self, singleShot=True, interval=_AFTER_A_BUG_MS)
        self._again.timeout.connect(self.begin)
        self.standing = Standing()
        """How it stands, as far as is known."""
        self.account: Account | None = None
        """Who is signed in here, or was last; as it was when sync began."""
        workspace.changed.connect(self._changed)

    @property
    def engine(self) -> Engine | None:
        """The engine; None while nobody is signed in."""
        return self._engine

    def begin(self) -> None:
        """Find out who is signed in, and keep in touch with their server from now on."""
        self._stopped = False
        self._workspace.read(
            lambda brain: (
                brain.replica.account(),
                self._server.engine(brain, self._hear_came, self._hear_stood),
            ),
            lambda found: self._found_out(*found),
            owner=self,
            failed=self._no_engine,
            latest="engine",
        )

    def stop(self) -> None:
        """Rest at once, until `begin`."""
        self._stopped = True
        self._again.stop()
        for running in self._running:
            running.cancel()
        self._running.clear()
        self._engine = None

    def now(self) -> None:
        """Sync without waiting, because a person wants it."""
        if self._engine is not None:
            self._engine.now()

    def ask(
        self,
        work: Callable[[Brain], T],
        done: Callable[[T], None],
        *,
        owner: QObject,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Do something that waits for the network, on a thread of its own. Without `failed`, what goes wrong is told by the
        workspace."""
        workspace = self._workspace
        workspace.tasks.long(
            lambda _: work(workspace.brain),
            done,
            owner=owner,
            failed=failed or self._trouble,
            patience=_PATIENCE,
        )

    def again(self) -> None:
        """Somebody signed in or out: begin anew."""
        self.stop()
        self.begin()

    def _found_out(self, account: Account | None, engine: Engine | None) -> None:
        self.account = account
        if self._stopped:
            return
        self._engine = engine
        if engine is None:
            self._stand(Standing(Word.SIGNED_OUT))
            return
        self._start(engine)
        self._watch_network()

    def _watch_network(self) -> None:
        """What waits goes on at once when the network is back, where the system tells of that."""
        from PySide6.QtNetwork import QNetworkInformation

        # GLib's watcher lives in the event loop itself: with it loaded, long runs of the tests ended in that loop.
        ways = [name for name in QNetworkInformation.availableBackends() if name != "glib"]
        if not self._watches and any(map(QNetworkInformation.loadBackendByName, ways)):
            self._watches = True
            QNetworkInformation.instance().reachabilityChanged.connect(self._reachable)

    def _reachable(self, how: QNetworkInformation.Reachability) -> None:
        if self._engine is not None and how.name == "Online":
            self._engine.online()

    def _start(self, engine: Engine) -> None:
        ended: list[bool] = []

        def run(progress: Progress) -> None:
            self._tell = progress
            engine.run(progress.cancelled)

        def work(part: Callable[[Progress], None], progress: Progress) -> None:
            try:
                part(progress)
            finally:
                ended.append(True)
                if len(ended) == len(parts):  # the last one hangs up
                    engine.close()

        parts: list[Callable[[Progress], None]] = [run, lambda progress: engine.listen(progress.cancelled)]
        for part in parts:
            running = self._workspace.tasks.long(
                partial(work, part),
                lambda _: None,
                owner=self,
                failed=self._failed,
                progressed=lambda *_: self._look(),
                patience=_PATIENCE,
            )
            self._running.append(running)

    def _hear_came(self, received: Received) -> None:
        self._news.append(received)
        self._ring()

    def _hear_stood(self, standing: Standing) -> None:
        self._latest.append(standing)
        self._ring()

    def _ring(self) -> None:
        """Called on the engine's thread. However often it is, the window has one message to handle."""
        if self._tell is not None:
            self._tell("")

    def _look(self) -> None:
        """Something stands otherwise, or something came."""
        if self._engine is None:
            return
        news = Received()
        while self._news:
            news |= self._news.popleft()
        if news.changes:
            self._workspace.tell(news.changes)
        if self._latest:
            self._stand(self._latest.pop())
        self.came.emit(news)

    def _stand(self, standing: Standing) -> None:
        if standing != self.standing:
            self.standing = standing
            self.stood.emit(standing)

    def _changed(self, _changes: Changes) -> None:
        if self._engine is not None:
            self._engine.poke()

    def _no_engine(self, error: Exception) -> None:
        if not isinstance(error, BrainError):
            raise error
        self._stand(Standing(Word.OFFLINE, problem=error.words))

    def _trouble(self, error: Exception) -> None:
        if not isinstance(error, BrainError):
            raise error
        self._workspace.trouble.emit(error)

    def _failed(self, error: Exception) -> None:
        """It ended early, which it never should: nothing is lost, and it begins again a little later."""
        stopped = self._stopped
        self.stop()
        if not stopped:
            self._stand(
                Standing(
                    Word.OFFLINE, problem=tr("Sync met an error of its own; it begins again in a minute.")
                )
            )
            self._again.start()
        if not isinstance(error, BrainError | Cancelled):
            raise error
