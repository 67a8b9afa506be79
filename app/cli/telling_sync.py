"""What is printed of sync: the values of the JSON documents, and the words for a person."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.cli.asked import Asked
from app.cli.screen import short_id
from app.words import figure, notes

if TYPE_CHECKING:
    from app.account.overview import Overview
    from app.account.told import Standing
    from core import Brain, FileWait, Received, Risk, RoundNote, SetAside
    from sync.comparing import Compared

_LISTED = 20


def round_values(standing: Standing, came: Received, pushed: int, told: Overview) -> dict[str, Any]:
    """A round, or several together."""
    return {
        "state": str(standing.word),
        "words": standing.problem,
        "texts_only": standing.texts_only,
        "pushed": pushed,
        "pulled": came.applied,
        "merged": _ids(came.merged),
        "clashed": _ids(came.clashed),
        "revived": _ids(came.revived),
        "copies": _ids(came.copies),
        "refused": _ids(came.refused),
        "waiting": standing.waiting,
        "held": held_values(standing.held, told),
        "compared": compared_values(standing.compared, told),
    }


def compared_values(found: Compared | None, told: Overview) -> dict[str, Any] | None:
    """What a comparison found, note by note."""
    if found is None:
        return None
    return {"differing": _named(found.differing, told), "mended": _named(found.mended, told)}


def held_values(risk: Risk | None, told: Overview) -> dict[str, Any] | None:
    """What waits for a decision, note by note."""
    if risk is None:
        return None
    return {
        "notes": risk.notes,
        "deleted": _named(risk.deleted, told),
        "overwritten": _named(risk.overwritten, told),
    }


def status_values(told: Overview, state: str, count: int, tokens: str) -> dict[str, Any]:
    """How everything stands."""
    account = told.account
    return {
        "signed_in": account is not None and account.signed_in,
        "server": account.server if account else None,
        "username": account.username if account else None,
        "device_name": account.device_name if account else None,
        "texts_only": account is not None and account.plain,
        "state": state,
        "tokens": tokens,
        "notes": count,
        "waiting": told.waiting,
        "files": [file_values(each) for each in told.files],
        "set_aside": [aside_values(each, told.title(each.memory_id)) for each in told.set_aside],
        "conflicts": len(told.conflicts),
        "last_round": last_round_values(told.rounds[0]) if told.rounds else None,
        "verified_at": account.verified_at.isoformat() if account and account.verified_at else None,
    }


def file_values(each: FileWait) -> dict[str, Any]:
    """A file that has to travel."""
    return {
        "sha256": each.sha256,
        "name": each.name,
        "size": each.size,
        "outgoing": each.outgoing,
        "tries": each.tries,
        "words": each.words,
        "note": str(each.memory_id) if each.memory_id else None,
    }


def aside_values(each: SetAside, title: str) -> dict[str, Any]:
    """A note whose changes do not travel."""
    return {
        "id": str(each.memory_id),
        "title": title,
        "incoming": each.incoming,
        "code": each.code,
        "words": each.words,
        "changes": each.events,
        "since": each.since.isoformat(),
    }


def last_round_values(each: RoundNote) -> dict[str, Any]:
    """A round as it was noted."""
    return {
        "began": each.began.isoformat(),
        "ended": each.ended.isoformat(),
        "pushed": each.pushed,
        "pulled": each.pulled,
        "outcome": each.outcome,
        "words": each.words,
    }


def together(came: Sequence[Received]) -> Received:
    """Everything that came."""
    from core import Received

    return reduce(or_, came, Received())


def tell_round(
    asked: Asked, brain: Brain, standing: Standing, came: Received, pushed: int, told: Overview
) -> None:
    """A round, in words."""
    from app.account import told as say
    from app.account.news import news, noteworthy

    line, state = asked.screen.line, say.told(standing)
    line(f"{_capital(state.words)}: {figure(pushed)} sent, {figure(came.applied)} fetched.")
    if standing.word != "synced":
        line(state.more)
    elif standing.texts_only:
        line(say.TEXTS_ONLY)
    if what := news(came, {each.id: each.title for each in brain.summaries(noteworthy(came))}):
        line(f"{what.words} {what.hint}")
    if came.clashed:
        line("See them with: second-brain conflicts list")
    if standing.held is not None:
        tell_held(asked, standing.held, told)
    if standing.compared is not None:
        line(say.compared(standing.compared))
        for each in sorted(standing.compared.differing)[:_LISTED]:
            line(f"Still differs: “{told.title(each)}” ({short_id(each)})")


def tell_held(asked: Asked, risk: Risk, told: Overview) -> None:
    """What would be taken away, and how to decide."""
    from app.account.overview import first
    from app.account.told import held

    asked.screen.line(held(risk))
    rows = [
        (short_id(each), told.title(each), fate)
        for ids, fate in ((risk.deleted, "would be deleted"), (risk.overwritten, "would have another text"))
        for each in first(ids)[:_LISTED]
    ]
    asked.screen.table(rows, wide=1)
    rest = len(risk.deleted | risk.overwritten) - len(rows)
    if rest > 0:
        asked.screen.line(f"… and {notes(rest)} more; --json lists them.")
    asked.screen.line("Take it with: second-brain sync --accept-held")
    asked.screen.line("Take it and put your notes back as they are now: second-brain sync --keep-mine")


def tell_status(asked: Asked, told: Overview, state: str, count: int, tokens: str) -> None:
    """How everything stands, in words."""
    from app.account import told as say

    now, line = datetime.now().astimezone(), asked.screen.line
    account = told.account
    if account is None or not account.signed_in:
        line(
            f"{notes(count)} saved here. Nobody is signed in to a server; your notes are only on this device."
        )
        return
    line(f"{account.username} at {account.server}; this device is called {account.device_name}.")
    if account.plain:
        line(say.TEXTS_ONLY)
    line(f"{notes(count)} saved here.")
    line(say.waits(told.waiting, told.files) or "Everything that was written here is on the server.")
    for file in [each for each in told.files if each.words][:_LISTED]:
        note = told.title(file.memory_id) if file.memory_id else ""
        line(f"{file.name}: {say.file_wait(file, note)}")
    if state == "paused":
        line("Paused until: second-brain sync --resume")
    elif state not in ("synced", "waiting"):
        line(f"{_capital(state)}.")
    for each in told.set_aside[:_LISTED]:
        line(f"Set aside: “{told.title(each.memory_id)}”. {say.set_aside(each)}")
    if told.set_aside:
        line("Try those again with: second-brain sync --retry")
    if told.conflicts:
        line(
            f"{notes(len(told.conflicts))} of which two versions could not be merged."
            " See them with: second-brain conflicts list"
        )
    if told.rounds:
        line(f"Last round: {say.round_line(told.rounds[0], now)}")
    line(_TOKENS[tokens])


_TOKENS = {
    "keyring": "What signs this device in is in the system's keyring.",
    "session": "What signs this device in is kept for this session only.",
    "none": "Nothing signs this device in just now. Sign in again with: second-brain sign-in URL",
}


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


def _named(ids: Collection[UUID], told: Overview) -> list[dict[str, str]]:
    return [{"id": str(each), "title": told.title(each)} for each in sorted(ids)]


def _ids(ids: frozenset[UUID]) -> list[str]:
    return sorted(map(str, ids))
