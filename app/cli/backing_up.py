"""Backups on the command line: one made and proven, all listed, one read back again, notes brought back from one.

Owns the words. It refuses to know how a backup is made and what lies in its folder.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal
from uuid import UUID

import typer

from app.cli.asked import Asked, one_id, stoppable
from app.words import day, figure, notes, size
from app.words import files as count

if TYPE_CHECKING:
    from core import Backup, BackupStanding, Brain, BroughtBack

_LISTED = 20
_HOW = {
    "missing": "is not here any more",
    "changed": "was changed since",
    "trashed": "is in the trash",
    "removed": "was deleted for good; it comes back as a new note",
    "files": "is as it was, but the content of a file was not here any more",
}
File = Annotated[
    Path | None, typer.Argument(metavar="[FILE]", help="A backup; without it the newest.", show_default=False)
]
Ids = Annotated[
    list[str] | None,
    typer.Argument(metavar="[ID]…", help="Notes to bring back, from FILE or the newest; else all."),
]
To = Annotated[Path | None, typer.Option("--to", metavar="FOLDER", help="Put this one backup here.")]
List = Annotated[bool, typer.Option("--list", help="List the backups, and say which are proven.")]
Prove = Annotated[bool, typer.Option("--prove", help="Read FILE back, and compare it once more.")]
Restore = Annotated[bool, typer.Option("--restore", help="Bring notes back from FILE, as new versions.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="With --restore: only say what would come back.")]
Folder = Annotated[
    Path | None, typer.Option("--folder", metavar="FOLDER", help="Keep backups here from now on.")
]
Every = Annotated[
    Literal["day", "week", "never"] | None,
    typer.Option("--every", help="How often an open window makes one."),
]


def backup(
    asked: Asked,
    file: File = None,
    ids: Ids = None,
    to: To = None,
    listed: List = False,
    prove: Prove = False,
    restore: Restore = False,
    dry_run: DryRun = False,
    folder: Folder = None,
    every: Every = None,
) -> None:
    """Make a backup of everything and prove it: it is read back and compared before it counts."""
    wishes = (listed, prove, restore, to is not None, folder is not None or every is not None)
    if sum(wishes) > 1 or (file and not (prove or restore)) or ((ids or dry_run) and not restore):
        raise typer.BadParameter("say one thing at a time, as in: second-brain backup --restore FILE")
    with asked.brain() as brain:
        if listed or folder is not None or every is not None:
            if not listed:
                brain.backups.configure(folder=folder, every=every)
            _list(asked, brain.backups.standing())
        elif restore:
            if file is not None and _is_id(brain, file):
                file, ids = None, [str(file), *(ids or [])]
            _restore(asked, brain, _found(brain, file), ids or [], dry_run)
        else:
            _make_or_prove(asked, brain, _found(brain, file) if prove else None, to)


def _make_or_prove(asked: Asked, brain: Brain, path: Path | None, to: Path | None) -> None:
    with asked.screen.stages() as stage, stoppable(asked) as stopped:
        backups = brain.backups
        made = backups.prove(path, stage, stopped) if path else backups.make(stage, stopped, to)
    words = f"{made.path}\n{_contents(made)}. It was read back and is the same."
    if made.files_missing:
        one = made.files_missing == 1
        rest = "is not on this device, so it is" if one else "are not on this device, so they are"
        words += f"\n{count(made.files_missing)} {rest} not in it."
    asked.screen.answer({"backup": made.as_json()}, words)


def _found(brain: Brain, file: Path | None) -> Path:
    """The backup that is meant: the path, a name in the folder of backups, or the newest one."""
    from core import BrainError

    standing = brain.backups.standing()
    if file is not None:
        inside = standing.plan.folder / file.name
        return file if file.exists() or not inside.exists() else inside
    good = [each.path for each in standing.backups if each.good]
    if not good:
        raise BrainError(
            f"There is no proven backup in {standing.plan.folder}.", "Make one with: second-brain backup"
        )
    return good[0]


def _is_id(brain: Brain, file: Path) -> bool:
    """Whether what stands where a file may stand is an id of a note, or six and more characters of one."""
    if file.exists() or (brain.backups.standing().plan.folder / file.name).exists():
        return False
    return re.fullmatch(r"[0-9a-fA-F…-]{6,37}", str(file)) is not None


def _meant(text: str, ids: list[str]) -> UUID:
    """The note of the backup that a person means."""
    from core import BrainError

    found = one_id(text, ids)
    if found is None:
        raise BrainError(
            f"The backup has no note with the id {text}.",
            "Your notes are as they were. Other backups: second-brain backup --list",
        )
    return UUID(found)


def _restore(asked: Asked, brain: Brain, path: Path, ids: list[str], dry_run: bool) -> None:
    def choose(there: Collection[UUID]) -> list[UUID]:
        return [_meant(each, [str(one) for one in there]) for each in ids]

    with asked.screen.stages() as stage, stoppable(asked) as stopped:
        told = brain.backups.restore(
            path, choose=choose if ids else None, dry_run=dry_run, told=stage, cancelled=stopped
        )
    asked.screen.answer(restored_values(told, dry_run), lambda: _tell(asked, told, dry_run))


def _tell(asked: Asked, told: BroughtBack, dry_run: bool) -> None:
    verb = "would come back" if dry_run else "came back"
    asked.screen.line(
        f"{notes(told.brought)} of {figure(told.notes)} {verb}; {figure(told.same)} are as they were."
    )
    for each in told.listed[:_LISTED]:
        asked.screen.fitting(f"  {each.id} {each.title or 'Untitled'}: {_HOW[each.how]}")
        if each.new_id:
            asked.screen.line(f"    its new id is {each.new_id}")
    if told.brought > _LISTED:
        asked.screen.line(f"  … and {figure(told.brought - _LISTED)} more")


def _list(asked: Asked, standing: BackupStanding) -> None:
    def text() -> None:
        now = datetime.now().astimezone()
        last = f"Last proven restore: {day(standing.last_proven, now)}." if standing.last_proven else ""
        asked.screen.line(
            f"{standing.plan.folder} · {_OFTEN[standing.plan.every]}. {last or 'Nothing is proven yet.'}"
        )
        if standing.trouble:
            asked.screen.line(f"The last try failed: {standing.trouble}")
        if standing.same_disk:
            asked.screen.line("It is on the same disk as your notes; another one would survive that disk.")
        asked.screen.table(
            [(each.path.name, _state(each, now), _contents(each)) for each in standing.backups], wide=2
        )

    asked.screen.answer(standing_values(standing), text)


_OFTEN = {
    "day": "once a day while the window is open",
    "week": "once a week while the window is open",
    "never": "only when you make one",
}


def _state(each: Backup, now: datetime) -> str:
    if each.good and each.proven_at:
        return f"proven {day(each.proven_at, now)}"
    return "does not count"


def _contents(each: Backup) -> str:
    files = f", {count(each.files)}" if each.files else ""
    return f"{notes(each.notes)}, {figure(each.trash)} in the trash{files}, {size(each.size)}"


def standing_values(standing: BackupStanding) -> dict[str, Any]:
    """How the backups stand."""
    return {
        "folder": str(standing.plan.folder),
        "every": standing.plan.every,
        "last_proven": standing.last_proven.isoformat() if standing.last_proven else None,
        "trouble": standing.trouble,
        "same_disk": standing.same_disk,
        "backups": [each.as_json() for each in standing.backups],
    }


def restored_values(told: BroughtBack, dry_run: bool) -> dict[str, Any]:
    """What came back, or would."""
    counts = {
        name: getattr(told, name)
        for name in ("notes", "same", "missing", "changed", "trashed", "removed", "files")
    }
    listed = [
        {
            "id": str(each.id),
            "title": each.title,
            "how": each.how,
            "new_id": str(each.new_id) if each.new_id else None,
        }
        for each in told.listed
    ]
    return {"dry_run": dry_run} | counts | {"listed": listed}
