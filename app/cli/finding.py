"""Looking at notes: one of them, lists, history and tags."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from app.cli.asked import Asked, note_id, stoppable
from app.cli.screen import short_id
from app.history.authors import Authors
from app.words import day, figure, notes, size

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from core import AsOf, Brain, Memory, Summary, Version, View

Id = Annotated[str, typer.Argument(metavar="ID", help="Six characters are enough where they are unique.")]
At = Annotated[
    str | None,
    typer.Option("--at", metavar="TIME", help="As it was then: 2025-03-03 or 2025-03-03T14:05."),
]
_PAGE = 200
_HAPPENED: Mapping[str, str] = {
    "memory.created": "created",
    "memory.updated": "changed",
    "memory.tagged": "tagged",
    "memory.untagged": "untagged",
    "memory.linked": "linked",
    "memory.unlinked": "unlinked",
    "memory.attached": "given a file",
    "memory.detached": "taken a file from",
    "memory.deleted": "put into the trash",
    "memory.restored": "taken out of the trash",
    "memory.purged": "removed for good",
    "memory.embedded": "given a meaning to be found by",
    "memory.unembedded": "taken that meaning from",
    "memory.voided": "taken back with its import",
    "memory.settled": "settled, where two texts stood",
}


def show(
    asked: Asked,
    id_: Id,
    at: At = None,
) -> None:
    """Show a note. A pipe gets its text alone, exactly as it is."""
    moment = moment_of(at) if at else None
    with asked.brain() as brain:
        memory = brain.memory(note_id(brain, id_), at=moment)
    asked.screen.answer(memory.as_json(), lambda: _show(asked, memory))


def list_notes(
    asked: Asked,
    tag: Annotated[
        str | None, typer.Option("--tag", "-t", metavar="TAG", help="Only notes with this tag.")
    ] = None,
    untagged: Annotated[bool, typer.Option("--untagged", help="Only notes without tags.")] = False,
    trash: Annotated[bool, typer.Option("--trash", help="What is in the trash.")] = False,
    order: Annotated[Literal["updated", "created", "title"], typer.Option("--order")] = "updated",
    limit: Annotated[int, typer.Option("--limit", "-n", min=1)] = 20,
    at: At = None,
) -> None:
    """List notes, newest first; with --at those of another day, as they were then."""
    from core import Order, View

    view = View(tag=tag, untagged=untagged, trash=trash, order=Order(order))
    with asked.brain() as brain, standing_at(asked, brain, at) as notebook:
        found = list(islice(_pages(notebook, view, limit), limit))
        total = len(notebook.memory_ids(view)) if len(found) == limit else len(found)
    values = {"notes": [summary_values(summary) for summary in found], "total": total}
    asked.screen.answer(values, lambda: _list(asked, found, total))


def history(
    asked: Asked,
    id_: Id,
    texts: Annotated[
        bool, typer.Option("--texts", help="Show every text that it had, and those that gave way to another.")
    ] = False,
) -> None:
    """Show what happened to a note, oldest first. `show --at` shows the note as it was."""
    with asked.brain() as brain:
        memory_id = note_id(brain, id_)
        versions = brain.history(memory_id)
        authors = Authors.of(brain)
    values = {"id": str(memory_id), "versions": [version_values(version, authors) for version in versions]}
    several = authors.are_several(each.event.user_id for each in versions)
    who = [authors.told(each.event.user_id, each.event.device_id, several=several) for each in versions]
    rows = [
        (
            str(each.version),
            _exactly(each.event.occurred_at),
            _HAPPENED.get(each.event.event_type, "?"),
            each.memory.title,
            by,
        )
        for each, by in zip(versions, who, strict=True)
    ]

    def tell() -> None:
        if texts:
            _tell_texts(asked, versions, who)
        else:
            asked.screen.table(rows, wide=3)

    asked.screen.answer(values, tell)
    if not texts and not asked.screen.as_json and any(each.typed for each in versions):
        asked.screen.aside("Some texts gave way to others; --texts shows them, too.")


def tags(asked: Asked, at: At = None) -> None:
    """List all tags with the number of their notes; with --at those of another day."""
    with asked.brain() as brain, standing_at(asked, brain, at) as notebook:
        found = notebook.tags()
    values = {"tags": [{"tag": each.tag, "count": each.count} for each in found]}
    asked.screen.answer(
        values, lambda: asked.screen.table([(each.tag, str(each.count)) for each in found], wide=0)
    )


def summary_values(summary: Summary) -> dict[str, Any]:
    """A row of a list."""
    return {
        "id": str(summary.id),
        "title": summary.title,
        "excerpt": summary.excerpt,
        "tags": list(summary.tags),
        "created_at": summary.created_at.isoformat(),
        "updated_at": summary.updated_at.isoformat(),
        "deleted_at": summary.deleted_at.isoformat() if summary.deleted_at else None,
        "version": summary.version,
    }


def version_values(version: Version, authors: Authors) -> dict[str, Any]:
    """One step of a note's history. Of oneself no name is told, which only a server could know."""
    return {
        "version": version.version,
        "event_type": version.event.event_type,
        "occurred_at": version.event.occurred_at.isoformat(),
        "device_id": str(version.event.device_id) if version.event.device_id else None,
        "user_id": str(version.event.user_id),
        "own": version.event.user_id == authors.user,
        "author": authors.name(version.event.user_id) or None,
        "title": version.memory.title,
        "typed": [
            {
                "content": typed.text,
                "occurred_at": typed.occurred_at.isoformat(),
                "device_id": str(typed.device_id) if typed.device_id else None,
            }
            for typed in version.typed
        ],
    }


@contextmanager
def standing_at(asked: Asked, brain: Brain, at: str | None) -> Iterator[Brain | AsOf]:
    """The notebook as it was at a time that was typed, or as it is where none was. Ctrl-C stops the reading for it."""
    if at is None:
        yield brain
        return
    moment = moment_of(at)
    with stoppable(asked) as stopped, asked.screen.progress("Reading what happened", "events") as progress:
        then = brain.past.as_of(moment, progress, stopped)
    yield then


def moment_of(text: str) -> datetime:
    """A time in the zone of this machine where it names none."""
    try:
        return datetime.fromisoformat(text.strip()).astimezone()
    except (ValueError, OverflowError):
        raise typer.BadParameter(
            f"“{text}” is no time; write it like 2025-03-03T14:05", param_hint="--at"
        ) from None


def _pages(brain: Brain | AsOf, view: View, limit: int) -> Iterator[Summary]:
    page = brain.memories(view, limit=min(limit, _PAGE))
    while True:
        yield from page.items
        if page.after is None:
            return
        page = brain.memories(view, page.after, _PAGE)


def _show(asked: Asked, memory: Memory) -> None:
    if sys.stdout.isatty():
        now = datetime.now().astimezone()
        facts = [
            f"written {day(memory.created_at, now)}",
            f"changed {day(memory.updated_at, now)}",
            *_marked(memory.tags),
        ]
        if memory.deleted_at:
            facts.append("in the trash")
        asked.screen.line(f"{memory.id}")
        asked.screen.line(" · ".join(facts))
        if memory.attachments:
            asked.screen.line(
                "files: " + ", ".join(f"{each.name} ({size(each.size)})" for each in memory.attachments)
            )
        asked.screen.line("")
    asked.screen.exact(memory.content)


def _tell_texts(asked: Asked, versions: Sequence[Version], who: Sequence[str]) -> None:
    """Every text that the note had, below its version and time, and by whom; behind it those that gave way to it or stand
    beside it."""
    before: str | None = None
    for each, by in zip(versions, who, strict=True):
        what = f"{_HAPPENED.get(each.event.event_type, '?')}, {by}"
        texts = [(each.event.occurred_at, what, each.memory.content)]
        if each.memory.content == before:
            texts.clear()
        texts += [(typed.occurred_at, "typed elsewhere or before", typed.text) for typed in each.typed]
        for when, what, text in texts:
            asked.screen.line(f"--- version {each.version}, {_exactly(when)}, {what}")
            asked.screen.exact(text if text.endswith("\n") else f"{text}\n")
        before = each.memory.content


def _list(asked: Asked, found: list[Summary], total: int) -> None:
    rows = [
        (
            short_id(each.id),
            _when(each.deleted_at or each.updated_at),
            each.title or "Untitled",
            " ".join(_marked(each.tags)),
        )
        for each in found
    ]
    asked.screen.table(rows, wide=2)
    if not found:
        asked.screen.aside("There are no notes here.")
    elif total > len(found) and sys.stdout.isatty():
        asked.screen.aside(f"{figure(len(found))} of {notes(total)}; --limit shows more.")


def _when(moment: datetime) -> str:
    return day(moment, datetime.now().astimezone()) if sys.stdout.isatty() else moment.isoformat()


def _exactly(moment: datetime) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M:%S}" if sys.stdout.isatty() else moment.isoformat()


def _marked(tags: tuple[str, ...]) -> list[str]:
    return [f"#{tag}" for tag in tags]
