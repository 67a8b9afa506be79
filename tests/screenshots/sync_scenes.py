"""The states of sync that have a picture: the symbol, its page, the account, signing in. No server is there."""

from __future__ import annotations

from calendar import month_name
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from app.account.signing_in import SigningIn
from app.theme import Mode
from core import FileWait, Received, Risk, RoundNote, SetAside
from core.brain import Brain
from sync.state import Word
from tests.fixtures.syncing import FakeEngine, FakeReplica, FakeServer
from tests.screenshots.stage import Stage

_BOTH = (Mode.LIGHT, Mode.DARK)
_NOTES = (
    "Bread with walnuts",
    "Letter to Maria",
    "What the surveyor said about the wall between our garden and theirs, and what it would cost to mend it",
    "Seeds to order",
)
_YEARS = (2025, 2026)
_MONTHS = month_name[1:]


@contextmanager
def signed_in() -> Iterator[FakeServer]:
    """A server that is not there; the window takes it for one."""
    server = FakeServer(FakeReplica())
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("app.account.server.TeamServer", lambda _background: server)
        patched.setattr(Brain, "replica", server.replica)
        yield server


def play_sync(stage: Stage, server: FakeServer) -> None:
    """From synced to a form with a warning."""
    brain = stage.notebook.editor._workspace.brain
    notes = [brain.create_memory(f"# {title}\n\nA line of it.").memory for title in _NOTES]
    stage.wait(lambda: server.engines and len(stage.notebook.pane.list.ids) == len(notes))
    engine = server.engines[-1]
    stage.notebook.show_note(notes[0])
    _symbol(stage, engine)
    server.replica.noted = _rounds()
    engine.say(Word.SYNCED)
    stage.window.actions_["sync.show"].trigger()
    stage.shoot("sync-page", *_BOTH)
    _in_the_way(stage, server, notes)
    _held(stage, engine, brain, notes)
    engine.say(Word.SIGN_IN_AGAIN, 2)
    stage.shoot("sync-sign-in-again")
    engine.say(Word.SYNCED)
    stage.window.actions_["sync.account"].trigger()
    stage.rest()
    stage.shoot("account", *_BOTH)
    _sign_in(stage, server)
    stage.arrival.go_to_notes()
    server.engines[-1].came(Received(clashed=frozenset(notes[:1])))
    stage.shoot("sync-two-texts", *_BOTH)


def _held(stage: Stage, engine: FakeEngine, brain: Brain, notes: list[UUID]) -> None:
    """So much would go that a person is asked: a diary of two years, and a text."""
    diary = [
        brain.create_memory(f"# {month} {year}\n\nIn the garden.").memory
        for year in _YEARS
        for month in _MONTHS
    ]
    risk = Risk(frozenset(diary), frozenset(notes[3:]), len(diary) + len(notes))
    assert risk.held
    stage.wait(lambda: len(stage.notebook.pane.list.ids) == risk.notes)
    engine.say(Word.NEEDS_YOU, held=risk)
    stage.shoot("sync-held", *_BOTH)
    brain.delete(diary)
    brain.purge(diary)


def _symbol(stage: Stage, engine: FakeEngine) -> None:
    for word, waiting in ((Word.SAVING, 3), (Word.OFFLINE, 12)):
        engine.say(word, waiting)
        stage.shoot(f"sync-symbol-{word.name.lower()}")


def _rounds() -> tuple[RoundNote, ...]:
    told = (
        (1, 3, 0, ""),
        (12, 0, 12, ""),
        (40, 0, 0, "The server did not answer."),
        (1_600, 1_200, 45_000, ""),
    )
    now = datetime.now(UTC)
    return tuple(
        RoundNote(now - timedelta(minutes=ago), now - timedelta(minutes=ago), pushed, pulled, "synced", words)
        for ago, pushed, pulled, words in told
    )


def _in_the_way(stage: Stage, server: FakeServer, notes: list[UUID]) -> None:
    now, replica = datetime.now(UTC), server.replica
    replica.aside = (
        SetAside(
            notes[0], UUID(int=1), False, "TOO_LARGE", "It is larger than the server takes (32 MB).", now, 3
        ),
        SetAside(notes[2], UUID(int=2), True, "", "It was written by a newer version of the program.", now),
    )
    replica.files = (
        FileWait(
            "0" * 64, "Planting plan 2026.pdf", 184_000_000, True, 3, "The server takes files up to 100 MB."
        ),
        FileWait("1" * 64, "raised-bed.jpg", 412_000, False),
    )
    replica.waits = 12
    server.engines[-1].say(Word.OFFLINE, 12, "The server at notes.example.org does not answer.")
    stage.shoot("sync-offline", *_BOTH)
    replica.aside, replica.files, replica.waits = (), (), 0


def _sign_in(stage: Stage, server: FakeServer) -> None:
    assert server.replica.signed_in is not None
    server.replica.signed_in = replace(server.replica.signed_in, signed_in=False)
    assert stage.session.account is not None
    stage.session.account.syncing.again()
    stage.rest()
    stage.window.actions_["sync.account"].trigger()
    stage.shoot("sign-in", *_BOTH)
    form = stage.find(SigningIn)
    assert isinstance(form, SigningIn)
    form._server.line.setText("http://notes.example.org")
    form._password.line.setText("not the right one")
    form._certificate_chosen("our-authority.pem")
    form._plain.setChecked(True)
    form.button.click()
    stage.rest()
    stage.shoot("sign-in-refused", *_BOTH)
    form._password.line.setText("right")
    form._enter()
    stage.rest()
