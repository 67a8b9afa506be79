"""The files of a note on the command line: listing, saving, attaching, taking off; and how large one may be.

Files that are named together come one by one: what is refused keeps no other back, and is told at the end.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from app.cli import far_files
from app.cli.asked import Asked, note_id, stoppable
from app.cli.file_texts import read_files, tell_read
from app.words import size, unused_words

if TYPE_CHECKING:
    from uuid import UUID

    from core import Attachment, Brain, BrainError, Limits, Summary
    from core import Unused as Unused_

_SHORTEST = 6  # characters of a SHA-256 that may stand for a name


Id = Annotated[
    str | None,
    typer.Argument(
        metavar="[ID]", help="Six characters are enough where they are unique.", show_default=False
    ),
]
Save = Annotated[str | None, typer.Option("--save", metavar="NAME", help="Save this file; --to says where.")]
To = Annotated[
    Path | None, typer.Option("--to", metavar="PATH", help="A new file, or a folder that is there.")
]
Replace = Annotated[bool, typer.Option("--replace", help="Write over a file that is there.")]
Attach = Annotated[
    list[Path] | None, typer.Option("--attach", metavar="PATH", help="Give the note a copy of this file.")
]
Detach = Annotated[
    list[str] | None, typer.Option("--detach", metavar="NAME", help="Take this file from the note.")
]
Unused = Annotated[bool, typer.Option("--unused", help="Say how many contents nothing asks for any more.")]
Read = Annotated[
    bool,
    typer.Option("--read", help="Read the text of files now, and list those that search cannot look into."),
]
Texts = Annotated[
    Literal["on", "off"] | None,
    typer.Option("--texts", help="Let search look into PDF and text files from now on, or not."),
]
Remove = Annotated[bool, typer.Option("--remove", help="With --unused or --free: remove them.")]
Used = Annotated[
    str | None, typer.Option("--used", metavar="NAME", help="List the notes that have the same file.")
]
Limit = Annotated[
    str | None,
    typer.Option("--limit", metavar="SIZE", help="Take files up to this size from now on, such as “250 MB”."),
]


def files(
    asked: Asked,
    id_: Id = None,
    save: Save = None,
    to: To = None,
    replace: Replace = False,
    attach: Attach = None,
    detach: Detach = None,
    used: Used = None,
    limit: Limit = None,
    unused: Unused = False,
    remove: Remove = False,
    read: Read = False,
    texts: Texts = None,
    store: far_files.Store = None,
    endpoint: far_files.Endpoint = "",
    region: far_files.Region = "",
    insecure: far_files.Insecure = False,
    stored: far_files.Stored = False,
    copy: far_files.Copy = False,
    leave: far_files.Leave = False,
    free: far_files.Free = False,
    days: far_files.Days = 30,
    bring: far_files.Bring = False,
) -> None:
    """List the files of a note, save one, attach more or take some off. NAME may be the beginning of a SHA-256. Without ID:
    how large a file may be, what is unused, or where contents are kept."""
    elsewhere = far_files.Wish(
        store, endpoint, region, insecure, leave, stored, copy, free, bring, days, remove
    )
    wrong = (limit or unused or read or texts or elsewhere) if id_ else (save or attach or detach or used)
    _check(whose=not wrong, both=(save is None) == (to is None), remove=not remove or unused or free)
    with asked.brain() as brain:
        if elsewhere:
            far_files.keep(asked, brain, elsewhere)
        elif unused:
            _unused(asked, brain, remove)
        elif read or texts:
            tell_read(asked, brain, texts)
        elif id_ is None:
            _limits(asked, brain, limit)
        elif used is not None:
            _uses(asked, brain, _named(brain, note_id(brain, id_), used))
        else:
            note = note_id(brain, id_)
            refused = _change(asked, brain, note, attach or [], detach or [])
            _tell(asked, brain, note, _save(brain, note, save, to, replace), refused)


def _check(*, whose: bool, both: bool, remove: bool) -> None:
    """Raises BadParameter for what does not go together."""
    if not whose:
        raise typer.BadParameter("say whose files are meant, as in: second-brain files ID --attach PATH")
    if not both:
        raise typer.BadParameter("--save and --to go together: what, and where to")
    if not remove:
        raise typer.BadParameter("--remove goes with --unused or --free")


def _change(
    asked: Asked, brain: Brain, memory_id: UUID, attach: list[Path], detach: list[str]
) -> list[BrainError]:
    """Give the note files, read what they say, and take some from it; what kept files from being attached."""
    refused = [no for path in attach if (no := _attach(brain, memory_id, path))]
    if attach:
        with stoppable(asked) as stopped:
            contents = [each.sha256 for each in brain.memory(memory_id).attachments]
            read_files(asked, brain, stopped, contents)
    for name in detach:
        found = _named(brain, memory_id, name)
        brain.files.detach(memory_id, found.sha256, found.name)
    return refused


def _tell(asked: Asked, brain: Brain, memory_id: UUID, saved: Path | None, refused: list[BrainError]) -> None:
    memory = brain.memory(memory_id)
    told = brain.file_texts.told([each.sha256 for each in memory.attachments])
    values = {
        "id": str(memory.id),
        "files": [{**file_values(each), "text": told.get(each.sha256)} for each in memory.attachments],
        "saved": str(saved) if saved else None,
        "refused": [{"words": each.words, "hint": each.hint} for each in refused],
    }
    asked.screen.answer(values, lambda: _list(asked, memory.attachments, saved, refused))
    if refused:
        raise typer.Exit(1)


def file_values(attachment: Attachment) -> dict[str, Any]:
    """One file of a note."""
    return asdict(attachment)


def limit_values(limits: Limits) -> dict[str, Any]:
    """How large a file may be, here and at the server."""
    return {"limit": limits.here, "server": limits.server, "server_limit": limits.there}


def _limits(asked: Asked, brain: Brain, chosen: str | None) -> None:
    if chosen is not None:
        from core import size_in

        brain.files.set_limit(size_in(chosen))
    limits = brain.files.limits()
    asked.screen.answer(limit_values(limits), limits.words)


def unused_values(found: Unused_, removed: bool) -> dict[str, Any]:
    """Contents that nothing asks for."""
    return {
        "unused": found.files,
        "size": found.size,
        "lately": found.lately,
        "removed": removed,
        "far": found.far,
        "far_trouble": found.far_trouble,
    }


def _unused(asked: Asked, brain: Brain, remove: bool) -> None:
    with stoppable(asked) as stopped:
        found = brain.unused.remove(stopped) if remove else brain.unused.find()
    asked.screen.answer(unused_values(found, remove), unused_words(found, removed=remove))


def uses_values(file: Attachment, found: tuple[Summary, ...]) -> dict[str, Any]:
    """The notes that have one file."""
    return {
        "file": file_values(file),
        "notes": [{"id": str(each.id), "title": each.title} for each in found],
    }


def _uses(asked: Asked, brain: Brain, file: Attachment) -> None:
    found = brain.files.where_used(file.sha256)
    rows = [(str(each.id), each.title) for each in found]
    asked.screen.answer(uses_values(file, found), lambda: asked.screen.table(rows, wide=1))


def _attach(brain: Brain, memory_id: UUID, path: Path) -> BrainError | None:
    """Attach one file; what kept it from being attached."""
    from core import BrainError, NotFound

    try:
        brain.files.attach(memory_id, path)
    except NotFound:
        raise
    except BrainError as error:
        return error
    return None


def _named(brain: Brain, memory_id: UUID, name: str) -> Attachment:
    """The file of a note with this name. BrainError when there is none, or more than one."""
    from core import BrainError

    attachments = brain.memory(memory_id).attachments
    beginning = name.lower() if len(name) >= _SHORTEST else "-"
    found = [each for each in attachments if each.name == name] or [
        each for each in attachments if each.sha256.startswith(beginning)
    ]
    if not found:
        raise BrainError(
            f"The note has no file called “{name}”.",
            "Nothing was changed by that. `files ID` lists those that it has.",
        )
    if len(found) > 1:
        raise BrainError(
            f"The note has {len(found)} files called “{name}”.",
            "Name the one you mean by the beginning of its SHA-256; --json lists it.",
        )
    return found[0]


def _save(brain: Brain, note: UUID, save: str | None, to: Path | None, replace: bool) -> Path | None:
    """Save a file of the note, where that is asked for; where it is then."""
    if save is None or to is None:
        return None
    attachment = _named(brain, note, save)
    goal = to / attachment.file_name if to.is_dir() else to
    brain.files.fetch = lambda sha256: _bring(brain, sha256)
    brain.files.save_as(attachment.sha256, goal, replace=replace)
    return goal


def _bring(brain: Brain, sha256: str) -> None:
    """Fetch a file from the server of the account, where there is one."""
    from sync.files import bring

    bring(brain, sha256)


def _list(asked: Asked, told: tuple[Attachment, ...], saved: Path | None, refused: list[BrainError]) -> None:
    for each in refused:
        asked.screen.problem(each.words, each.hint)
    if saved is not None:
        asked.screen.line(f"Saved as {saved}")
        return
    asked.screen.table(
        [(each.name, size(each.size), each.media_type, each.sha256[:12]) for each in told], wide=0
    )
    if not told:
        asked.screen.aside("The note has no files.")
