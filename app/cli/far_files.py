"""Where contents of files are kept on the command line: in the data folder alone, or in an S3 store as well.

Owns the options for that and the words around them. The key is asked for without being shown, or read as two lines of stdin;
it is never an argument. Copying can be stopped at any time and goes on with the next command, or in the window.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.asked import STOPPED, Asked, stoppable
from app.words import far_words, files, freed_words

if TYPE_CHECKING:
    from core import Brain, FarKey, FarStanding, Freed

Store = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="here|s3://BUCKET[/PREFIX]",
        help="Keep contents of files in this S3 store as well, or in the data folder alone.",
    ),
]
Endpoint = Annotated[
    str, typer.Option("--endpoint", metavar="URL", help="With --store s3://…: the store's address.")
]
Region = Annotated[
    str, typer.Option("--region", help="With --store s3://…: its region, where it wants to be told.")
]
Insecure = Annotated[
    bool, typer.Option("--insecure", help="With --store s3://…: allow http:// to another machine.")
]
Stored = Annotated[bool, typer.Option("--stored", help="Say where contents of files are kept.")]
Copy = Annotated[
    bool, typer.Option("--copy", help="Copy to the S3 store what is not there yet, and look what it has.")
]
Leave = Annotated[
    bool,
    typer.Option("--leave", help="With --store: go even where the store before has files that are not here."),
]
Free = Annotated[
    bool,
    typer.Option("--free", help="Say what could go from this device, because the S3 store has it, too."),
]
Days = Annotated[
    int, typer.Option("--days", min=1, help="With --free: only what nobody opened for so many days.")
]
Bring = Annotated[bool, typer.Option("--bring", help="Bring everything here that is in the S3 store alone.")]


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted of the place of files."""

    store: str | None
    endpoint: str
    region: str
    insecure: bool
    leave: bool
    stored: bool
    copy: bool
    free: bool
    bring: bool
    days: int
    remove: bool

    def __post_init__(self) -> None:
        """Raises BadParameter for what does not go together, before a notebook is opened."""
        given = self.endpoint or self.region or self.insecure
        if self.store in (None, "here"):
            if given:
                raise typer.BadParameter("--endpoint, --region and --insecure go with --store s3://BUCKET")
        elif not self.endpoint:
            raise typer.BadParameter("say where the store is, as in: --endpoint https://s3.example.com")
        if self.leave and not self.store:
            raise typer.BadParameter("--leave goes with --store")
        if self.free and (self.store or self.copy or self.bring):
            raise typer.BadParameter("--free goes alone")

    def __bool__(self) -> bool:
        """Whether anything is."""
        return bool(self.store or self.stored or self.copy or self.free or self.bring)


def keep(asked: Asked, brain: Brain, wish: Wish) -> None:
    """Choose where contents are kept, where that is asked for; copy or bring; and say how it stands."""
    if wish.free:
        _free(asked, brain, wish)
        return
    if wish.store == "here":
        brain.far_files.keep_here(leave=wish.leave)
    elif wish.store is not None:
        _choose(brain, wish)
    whole = True
    if wish.bring:
        whole = _bring(asked, brain)
    if wish.copy:
        whole = _copy(asked, brain)
    now = brain.far_files.standing()
    asked.screen.answer(far_values(now), lambda: _tell(asked, now, wish.store == "here"))
    if not whole:
        raise typer.Exit(STOPPED)


def freed_values(found: Freed, *, removed: bool) -> dict[str, Any]:
    """What could go from this device, or went."""
    return {"files": found.files, "size": found.size, "mended": found.mended, "removed": removed}


def far_values(now: FarStanding) -> dict[str, Any]:
    """Where contents are kept, and how far copying is."""
    place = now.place
    return {
        "store": f"s3://{place.bucket}/{place.prefix}".rstrip("/") if place else "here",
        "endpoint": place.endpoint if place else "",
        "region": place.region if place else "",
        "files": now.files,
        "size": now.size,
        "copied": now.copied,
        "alone": now.alone,
        "copied_at": now.at.isoformat() if now.at else None,
        "trouble": now.trouble,
    }


def _choose(brain: Brain, wish: Wish) -> None:
    from core import place_at

    place = place_at(wish.store or "", wish.endpoint, wish.region, insecure=wish.insecure)
    brain.far_files.keep_in(place, _key(), leave=wish.leave)


def _free(asked: Asked, brain: Brain, wish: Wish) -> None:
    freeing = brain.far_files.freeing
    if not wish.remove:
        found = freeing.find(wish.days)
        asked.screen.answer(freed_values(found, removed=False), freed_words(found))
        return
    with stoppable(asked) as stopped, asked.screen.progress("Freeing space", "files") as progress:
        found = freeing.free(wish.days, progress, stopped)
    asked.screen.answer(freed_values(found, removed=True), freed_words(found, removed=True))
    if stopped():
        raise typer.Exit(STOPPED)


def _bring(asked: Asked, brain: Brain) -> bool:
    """Bring what is in the store alone; False when it was stopped."""
    with stoppable(asked) as stopped, asked.screen.progress("Bringing files", "files") as progress:
        _, damaged = brain.far_files.freeing.bring(progress, stopped)
    if damaged:
        asked.screen.aside(f"The S3 store does not have all of {files(damaged)}; they were not kept.")
    return not stopped()


def _key() -> FarKey | None:
    """What a person types, or two lines of stdin; None when there is nothing in it: the key that is known is used then."""
    from core import FarKey

    if sys.stdin.isatty():
        access = typer.prompt(
            "Access key (empty: the one in the keyring)", default="", show_default=False, err=True
        )
        secret = access and typer.prompt("Secret key (it is not shown)", hide_input=True, err=True)
    else:
        access, secret = sys.stdin.readline(), sys.stdin.readline()
    access, secret = access.strip(), secret.strip()
    return FarKey(access, secret) if access or secret else None


def _copy(asked: Asked, brain: Brain) -> bool:
    """Copy what is not there; False when it was stopped."""
    from core import BrainError, Cancelled

    if brain.far_files.place is None:
        raise BrainError(
            "Contents of files are kept in the data folder alone.",
            "Nothing was copied. Choose a store: second-brain files --store s3://BUCKET --endpoint URL",
        )
    with stoppable(asked) as stopped, asked.screen.progress("Copying files", "files") as progress:
        try:
            brain.far_files.copy(progress, stopped, look=True)
        except Cancelled:
            return False
        return not stopped()


def _tell(asked: Asked, now: FarStanding, left: bool) -> None:
    asked.screen.line(far_words(now))
    if now.place is not None:
        asked.screen.aside(now.place.words)
        if now.copied < now.files:
            waiting = files(now.files - now.copied)
            asked.screen.aside(f"{waiting} to copy: by an open window, or with second-brain files --copy")
    elif left:
        asked.screen.aside("What was copied to the store stays there; its key is removed from the keyring.")
