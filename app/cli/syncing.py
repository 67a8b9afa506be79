"""Sync on the command line: one round or one after the other, and how the notebook and the server stand.

Owns what a person is told of a round, and what they decide. It refuses to know how notes travel.
"""

from __future__ import annotations

import platform
import sys
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.account import FromStdin, User, entered, signed_in
from app.cli.asked import STOPPED, Asked, stoppable
from app.cli.telling_sync import round_values, status_values, tell_round, tell_status, together

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.account.overview import Overview
    from app.account.server import TeamServer
    from app.account.told import Standing
    from core import Account, Brain, Received, RoundNote

_RESUME = "second-brain sync --resume"
Watch = Annotated[
    bool, typer.Option("--watch", help="Go on until Ctrl-C: what is new anywhere comes at once.")
]
Verify = Annotated[bool, typer.Option("--verify", help="Compare every note with the server afterwards.")]
Retry = Annotated[bool, typer.Option("--retry", help="Try again what was set aside.")]
Accept = Annotated[bool, typer.Option("--accept-held", help="Take what waits for your decision.")]
Keep = Annotated[
    bool, typer.Option("--keep-mine", help="Take what waits for your decision, and put your notes back.")
]
Pause = Annotated[bool, typer.Option("--pause", help="Have it rest, in the window too, until --resume.")]
At = Annotated[
    str | None, typer.Option("--server", metavar="URL", help="Sign in there first, for this run alone.")
]
Resume = Annotated[bool, typer.Option("--resume", help="Let it go on.")]


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person wants of a round."""

    verify: bool
    retry: bool
    accept: bool
    keep: bool


def sync(
    asked: Asked,
    watch: Watch = False,
    verify: Verify = False,
    retry: Retry = False,
    accept_held: Accept = False,
    keep_mine: Keep = False,
    pause: Pause = False,
    resume: Resume = False,
    server: At = None,
    user: User = None,
    password_stdin: FromStdin = False,
) -> None:
    """Send what waits and fetch what is new. An open window does that by itself."""
    if accept_held and keep_mine:
        raise typer.BadParameter("say one of --accept-held and --keep-mine")
    if pause and (watch or verify or retry or accept_held or keep_mine or resume):
        raise typer.BadParameter("--pause stands alone")
    from app.account.server import TeamServer

    with asked.brain() as brain:
        team = TeamServer()
        if server or user or password_stdin:
            _sign_in(asked, brain, team, server, user, password_stdin)
        account = signed_in(brain.replica.account())
        if pause or resume:
            brain.replica.configure(paused=pause)
        if pause:
            _tell_status(asked, brain)
            return
        _need_not_paused(account, resume)
        run = Run(asked, brain, team)
        with stoppable(asked) as stopped, closing(run.engine):
            if watch:
                run.watch(stopped)
            else:
                run.once(Wishes(verify, retry, accept_held, keep_mine), stopped)


def status(asked: Asked) -> None:
    """Say how the notebook and the server stand. Asks no server."""
    with asked.brain() as brain:
        _tell_status(asked, brain)


def _sign_in(
    asked: Asked, brain: Brain, team: TeamServer, server: str | None, user: str | None, from_stdin: bool
) -> None:
    """Sign in for this run. Where there is a keyring it lasts."""
    before = brain.replica.account()
    address = server or signed_in(before).server
    name = user or (before.username if before else None)
    device, ca_file = (before.device_name, before.ca_file) if before else (platform.node(), "")
    agreed = before is not None and before.server == address  # to its being plain, when it was signed in to
    trouble = team.sign_in(brain, entered(address, name, from_stdin, device, ca_file, insecure=agreed))
    if trouble is not None:
        asked.screen.aside(f"{trouble.words} So you are signed in for this run only.")


def _need_not_paused(account: Account, resume: bool) -> None:
    from core import BrainError

    if account.paused and not resume:
        raise BrainError("Somebody has paused it, here or in the window.", f"Go on with: {_RESUME}")


class Run:
    """One run of the command: what came, how it stands, and what is told of it."""

    def __init__(self, asked: Asked, brain: Brain, team: TeamServer) -> None:
        from app.account.told import Standing

        self._asked = asked
        self._brain = brain
        self._began = datetime.now(UTC)
        self._came: list[Received] = []
        self._standing = Standing()
        self._team = team
        self._watching = False
        self._last: tuple[RoundNote, ...] = ()
        engine = team.connection(brain, self._came.append, self._stood)
        assert engine is not None  # somebody is signed in
        self.engine = engine

    def once(self, wishes: Wishes, stopped: Callable[[], bool]) -> None:
        """One round, and what a person wants of it."""
        if wishes.retry:
            self._came.append(self._brain.replica.retry())
        with self._asked.screen.stages() as stage:
            stage("Asking the server", 0, 0)
            if wishes.verify:
                self.engine.verify()
            self.engine.once(stopped)
            if self._standing.held is not None and (wishes.accept or wishes.keep):
                stage("Taking what waited", 0, 0)
                self._decide(wishes.keep, stopped)
        self._answer()
        if stopped():
            raise typer.Exit(STOPPED)
        if not self._is_well:
            raise typer.Exit(1)

    def watch(self, stopped: Callable[[], bool]) -> None:
        """Round after round until Ctrl-C; a line for each in which something happened."""
        if not self._asked.screen.as_json:
            self._asked.screen.aside("In touch with the server until Ctrl-C.")
        self._last = self._brain.replica.rounds(1)
        self._watching = True
        self._team.watch(self._brain, self.engine, stopped)
        raise typer.Exit(STOPPED)

    def _stood(self, standing: Standing) -> None:
        self._standing = standing
        if self._watching and standing.last is not None and (standing.last,) != self._last:
            self._last = (standing.last,)
            self._tell_round(standing.last)

    def _tell_round(self, note: RoundNote) -> None:
        from app.account.overview import Overview
        from app.account.told import round_line

        came = together(self._came)
        self._came.clear()
        values = round_values(self._standing, came, note.pushed, Overview())
        self._asked.screen.answer(values, round_line(note, datetime.now().astimezone()))
        sys.stdout.flush()

    def _decide(self, keep: bool, stopped: Callable[[], bool]) -> None:
        if keep:
            self.engine.keep_held()
        else:
            self.engine.accept_held()
        self.engine.once(stopped)

    @property
    def _is_well(self) -> bool:
        from sync.state import Word

        return self._standing.word in (Word.SYNCED, Word.SAVING, Word.FETCHING)

    def _answer(self) -> None:
        """Tell of what was done."""
        from app.account.overview import overview

        brain, standing, received = self._brain, self._standing, together(self._came)
        all_of_it = overview(brain, standing.held, standing.compared)
        pushed = sum(each.pushed for each in all_of_it.rounds if each.began >= self._began)
        self._asked.screen.answer(
            round_values(standing, received, pushed, all_of_it),
            lambda: tell_round(self._asked, brain, standing, received, pushed, all_of_it),
        )


def _tell_status(asked: Asked, brain: Brain) -> None:
    from app.account.overview import overview
    from app.account.server import TeamServer

    all_of_it, count = overview(brain, None), brain.counts().memories
    state, tokens = _state(all_of_it), TeamServer().tokens(brain)
    asked.screen.answer(
        status_values(all_of_it, state, count, tokens),
        lambda: tell_status(asked, all_of_it, state, count, tokens),
    )


def _state(all_of_it: Overview) -> str:
    """How it stood when somebody looked at the server last, as one word."""
    from sync.state import Word

    account, last = all_of_it.account, all_of_it.rounds[0].outcome if all_of_it.rounds else ""
    if account is None or not account.signed_in:
        return Word.SIGNED_OUT.value
    if account.paused:
        return Word.PAUSED.value
    if all_of_it.set_aside:
        return Word.NEEDS_YOU.value
    if last in (Word.OFFLINE, Word.NEEDS_YOU, Word.SIGN_IN_AGAIN):
        return last
    return "waiting" if all_of_it.waiting else Word.SYNCED.value
