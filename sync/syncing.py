"""Sync as the window and the command line know it: start it, poke it, pause it, and hear how it stands.

Owns the loop and the status. The threads are the caller's: `run` and `listen` block until they are told to stop. What
to do next is decided by `sync.state`, how it is done by `sync.round`. It refuses to know HTTP, windows, and how a
person signs in.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from core import Account, BrainError, Cancelled, Received, Replica, Risk, RoundNote, SetAside, Stop, never, tr
from sync.comparing import Compared
from sync.far import Pace
from sync.listening import Listening
from sync.round import Tally
from sync.rounds import Connect, Other, Plainly, Rounds
from sync.state import (
    LONGEST_STILL,
    Accept,
    Ask,
    BackingOff,
    Do,
    Due,
    Held,
    Join,
    Leave,
    NeedsYou,
    Occurrence,
    Online,
    Pause,
    Paused,
    Rang,
    Refusal,
    Resume,
    SignedOut,
    State,
    Synced,
    Word,
    Working,
    Written,
    after,
    due_at,
    told,
    word_of,
)

_LOOK = 0.5
"""Seconds after which a loop that waits looks whether it should stop."""
_FILES = 5.0
"""Seconds between two looks for a file that has to travel, when there was none."""
_TELL = 0.2
"""Seconds between two times that the status is told while a round goes on, at least."""
_TELLING = 20
"""Times what it took: counting what waits is work in the way of sending it."""


@dataclass(frozen=True, slots=True)
class Status:
    """How it stands: one word, and the same with what waits.

    `detail` and `hint` say what the server answered. `held` is what a person has to look at first, `aside` are notes whose
    events do not travel, `last` is the last round that is written down, `compared` the last comparison since the start.
    """

    word: Word
    words: str
    detail: str = ""
    hint: str = ""
    waiting: int = 0
    aside: tuple[SetAside, ...] = ()
    held: Risk | None = None
    last: RoundNote | None = None
    compared: Compared | None = None
    account: Account | None = None


class Sync:
    """Sync of one notebook.

    `connect` gives the server of an account; `plain` sends to one without events. `files` lets one file travel whenever all
    is well and nothing else is due; False where there is none. `received` hears of what came in and
    `changed` of how it stands, both on the thread of `run`. All calls but `run`, `listen`, `once` and `status` return at
    once, from any thread; `pause`, `resume` and `keep_held` write one row to the notebook.
    """

    def __init__(
        self,
        replica: Replica,
        connect: Connect,
        pace: Pace,
        *,
        plain: Plainly | None = None,
        files: Callable[[Stop], bool] = lambda _: False,
        received: Callable[[Received], None] = lambda _: None,
        changed: Callable[[Status], None] = lambda _: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        other = Other(connect)
        self._replica = replica
        self._pace = pace
        self._rounds = Rounds(replica, other, pace, plain)
        self._listening = Listening(replica, other.of, clock)
        self._received = received
        self._changed = changed
        self._clock = clock
        self._files = files
        self._files_at = 0.0
        self._turn = threading.Condition()
        self._state: State = SignedOut()
        self._begin = False
        self._cancelled = False
        self._untold = True
        self._told_at = 0.0
        self._tell_from = 0.0
        self._moved_at = clock()
        self._waited = 0

    # ---- what the caller's threads do

    def run(self, stop: Stop) -> None:
        """Rounds, whenever there is a reason for one, until it is told to stop. Lets a bug out; it may then
        be called again."""
        self._enter()
        while not stop():
            self._tell()
            if self._await(_LOOK if self._clock() < self._files_at else 0):
                self._round(stop)
            elif self._clock() >= self._files_at and not self._file(stop):
                self._files_at = self._clock() + _FILES

    def listen(self, stop: Stop) -> None:
        """Wait for the server to have something, and begin a round when it does, until it is told to stop."""
        while not stop():
            if not self._listens():
                with self._turn:
                    self._turn.wait(_LOOK)
                continue
            try:
                arrived = self._listening.poll(lambda: stop() or not self._listens())
            except Cancelled:
                continue
            except BrainError:
                self._happen(Rang())  # a round finds out what is wrong
                continue
            if arrived is not None:
                self._rounds.arrived = arrived
                self._happen(Rang())

    def once(self, stop: Stop = never) -> Status:
        """The rounds that there is a reason for now, on this thread, and how it stands then."""
        self._enter()
        going = True
        while going and not stop():
            going = self._await(0)
            if going:
                self._round(stop)
            else:
                going = self._file(stop)
        self._tell()
        return self.status()

    # ---- what a person or the program wants

    def poke(self) -> None:
        """Something was written here."""
        self._happen(Written())

    def now(self) -> None:
        """A person wants a round now."""
        self._pace.hurry()
        self._happen(Ask())

    def online(self) -> None:
        """The network came back."""
        self._pace.hurry()
        self._happen(Online())

    def joined(self) -> None:
        """A person signed in."""
        self._pace.hurry()
        self._happen(Join())

    def left(self) -> None:
        """A person signed out."""
        self._happen(Leave())

    def pause(self) -> None:
        """Nothing travels any more, after a restart either."""
        self._replica.configure(paused=True)
        self._happen(Pause())

    def resume(self) -> None:
        """It travels again."""
        self._replica.configure(paused=False)
        self._happen(Resume())

    def verify(self) -> None:
        """Compare with the server behind the next round, which begins now."""
        self._rounds.compare_soon = True
        self.now()

    def accept_held(self) -> None:
        """Take what was held; what is more than that will be held again."""
        with self._turn:
            if isinstance(self._state, Held):
                self._rounds.accepted = self._state.risk.deleted | self._state.risk.overwritten
        self._happen(Accept())

    def keep_held(self) -> None:
        """Take what was held, and put back what it takes away, so that every device has it. What was decided is written down
        first: whoever is killed before all is put back goes on with it."""
        if isinstance(state := self._state, Held):
            self._replica.keep(state.risk.deleted | state.risk.overwritten)
        self.accept_held()

    def status(self) -> Status:
        """How it stands. Reads the notebook: not for the thread that draws, which hears `changed`."""
        state, account = self._state, self._replica.account()
        waiting = self._replica.waiting() if account else 0
        aside = self._replica.set_aside() if account else ()
        word = word_of(state, waiting, aside=len(aside), still=self._still(waiting))
        detail, hint = _said(state)
        rounds = self._replica.rounds(1)
        return Status(
            word,
            told(word, waiting),
            detail,
            hint,
            waiting,
            aside,
            state.risk if isinstance(state, Held) else None,
            rounds[0] if rounds else None,
            self._rounds.compared,
            account,
        )

    # ---- within

    def _enter(self) -> None:
        """Find out where it stands. A loop that begins again begins with a round."""
        account = self._replica.account()
        self._state = SignedOut()
        if account is None or not account.signed_in:
            return
        if account.paused:
            self._state = Paused()
        else:
            self._happen(Join())

    def _happen(self, occurrence: Occurrence) -> None:
        with self._turn:
            before = self._state
            self._state, do = after(before, occurrence)
            if do in (Do.BEGIN, Do.TAKE):
                self._begin = True
            elif do is Do.CANCEL:
                self._begin, self._cancelled = False, True
            if not isinstance(before, Working | BackingOff):
                self._moved_at = self._clock()  # the queue can move from now on
            self._untold = True
            self._turn.notify_all()

    def _await(self, longest: float) -> bool:
        """Whether it is time for a round; waits for that a moment."""
        with self._turn:
            if not self._begin and longest:
                self._turn.wait(longest)
            due = due_at(self._state)
        if due is not None and self._clock() >= due:
            self._happen(Due())
        with self._turn:
            begin, self._begin = self._begin, False
            if begin:
                self._cancelled = False
            return begin

    def _round(self, stop: Stop) -> None:
        self._tell()
        tally = Tally(took=self._received, sent=self._move)
        try:
            ended = self._rounds.run(tally, lambda: stop() or self._cancelled)
        except BrainError as problem:  # of the notebook, which cannot even be told of the round
            ended = Refusal(self._pace.failed(), problem.words, problem.hint)
        except Exception:
            until = self._pace.failed()
            self._happen(Refusal(until, tr("Sync met an error of its own."), tr("Your notes are safe here.")))
            raise
        if ended is not None and not self._cancelled:
            self._happen(ended)

    def _file(self, stop: Stop) -> bool:
        """Let a file travel, if all is well; whether there may be more to do. A written note ends it early."""
        if not isinstance(self._state, Synced):
            return False
        try:
            return self._files(lambda: stop() or self._cancelled or self._begin)
        except Cancelled:
            return True
        except BrainError:
            self._happen(Rang())  # a round finds out what is wrong
            return True

    def _listens(self) -> bool:
        """Only while all is well: after a failure, the next round is the one that calls."""
        return isinstance(self._state, Synced) and self._clock() >= self._listening.rests_until

    def _move(self) -> None:
        self._moved_at = self._clock()
        self._untold = True
        if self._clock() >= self._tell_from:
            self._tell()

    def _still(self, waiting: int) -> float:
        """For how long what waits has not moved."""
        if not waiting or not self._waited:
            self._moved_at = self._clock()
        self._waited = waiting
        return self._clock() - self._moved_at

    def _tell(self) -> None:
        """Tell how it stands, where that may have changed: also by nothing but the time that went by."""
        alarm = self._clock() - self._told_at > LONGEST_STILL and isinstance(self._state, BackingOff)
        if not self._untold and not alarm:
            return
        self._untold = False
        self._told_at = began = self._clock()
        try:
            status = self.status()
        except BrainError:  # the notebook does not answer: it is told when it does
            self._untold = True
        else:
            self._changed(status)
            self._tell_from = began + max(_TELL, _TELLING * (self._clock() - began))


def _said(state: State) -> tuple[str, str]:
    """What the server answered, and what a person can do about it."""
    if isinstance(state, NeedsYou):
        return state.words, state.hint
    return (state.words if isinstance(state, BackingOff) else ""), ""
