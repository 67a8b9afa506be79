"""What Postgres and the operating system say, in words for a person.

Owns the translation of error numbers and of lines in the server's log into `BrainError`s. It refuses to do
anything about them.
"""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Callable, Iterator
from pathlib import Path

from core.errors import BrainError, DatabaseUnavailable, DatabaseUnsuitable
from core.language import tr

ORPHANS = "is still in use"  # the server's word for processes of its predecessor that have not ended yet

ANOTHER = "already exists"  # its word for the lock file of another server, which was quicker


@contextlib.contextmanager
def told_in_words(folder: Path) -> Iterator[None]:
    """Turn every OSError about the server's folder into DatabaseUnavailable."""
    try:
        yield
    except OSError as problem:
        raise from_system(problem, folder) from problem


def from_system(problem: OSError, folder: Path) -> BrainError:
    """Words for what the operating system refused."""
    if problem.errno in (errno.ENOSPC, errno.EDQUOT):
        return full_disk(folder)
    if problem.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return no_access(folder)
    if problem.errno in (errno.ENOTDIR, errno.EEXIST):
        return DatabaseUnavailable(
            tr("{folder} cannot be made, because a file is in the way.", folder=folder),
            tr("Move that file away, or choose another folder with --home."),
        )
    if problem.errno == errno.ENAMETOOLONG:
        return DatabaseUnavailable(
            tr("The path {folder} is too long.", folder=folder), tr("Choose a shorter one with --home.")
        )
    reason = problem.strerror or type(problem).__name__
    return DatabaseUnavailable(
        tr(
            "The notebook in {folder} could not be opened: {reason}. Your notes were not touched.",
            folder=folder,
            reason=reason,
        ),
        tr("Check that the disk is there and in order, then start again."),
    )


def from_log(text: str, folder: Path) -> BrainError:
    """Words for a server, or a program of its family, that gave up with these last lines."""
    for signs, words in _SIGNS:
        if any(sign in text for sign in signs):
            return words(folder)
    return DatabaseUnavailable(
        tr("The notebook's database did not start. Your notes were not touched."),
        tr(
            "Start again. If it happens once more, the reason stands at the end of {log}.",
            log=folder / "server.log",
        ),
    )


def full_disk(folder: Path) -> BrainError:
    return DatabaseUnavailable(
        tr("The disk that holds {folder} is full. Everything that was saved is safe.", folder=folder),
        tr("Free some space, then start again."),
    )


def no_access(folder: Path) -> BrainError:
    return DatabaseUnavailable(
        tr("Second Brain may not write in {folder}. Nothing was changed.", folder=folder),
        tr("Allow your user to write there, or choose another folder with --home."),
    )


def _still_ending(folder: Path) -> BrainError:
    return DatabaseUnavailable(
        tr(
            "Parts of the notebook's database in {folder} that stopped before are still ending. Your "
            "notes are safe.",
            folder=folder,
        ),
        tr("Wait a minute and start again; restarting the computer helps too."),
    )


def _no_memory(folder: Path) -> BrainError:
    return DatabaseUnavailable(
        tr(
            "There is not enough memory free to open the notebook in {folder}. Your notes are safe.",
            folder=folder,
        ),
        tr("Close some programs, then start again."),
    )


def _too_powerful(folder: Path) -> BrainError:
    return DatabaseUnavailable(
        tr(
            "The notebook in {folder} cannot be opened with administrator rights. Your notes were "
            "not touched.",
            folder=folder,
        ),
        tr("Start Second Brain as an ordinary user."),
    )


def _nameless(folder: Path) -> BrainError:
    return DatabaseUnavailable(
        tr(
            "The notebook in {folder} cannot be opened, because this computer knows your user by "
            "number only.",
            folder=folder,
        ),
        tr("Start Second Brain as a user with a name (in a container: one that stands in /etc/passwd)."),
    )


def _damaged(folder: Path) -> BrainError:
    return DatabaseUnavailable(
        tr(
            "The notebook's files in {folder} are damaged, so its database did not start. They were "
            "left as they are.",
            folder=folder,
        ),
        tr(
            "Put back a backup of that folder, or start with an empty one with --home and bring your "
            "notes in from a backup."
        ),
    )


def no_way_in_for_nobody(folder: Path) -> BrainError:
    return DatabaseUnavailable(
        tr(
            "The notebook's database never runs with administrator rights, and without them it "
            "cannot reach {folder}.",
            folder=folder,
        ),
        tr(
            "Start Second Brain as an ordinary user, or choose a folder that everybody may enter with --home."
        ),
    )


def other_version(folder: Path, found: str, ours: int) -> BrainError:
    if found.isdigit() and int(found) < ours:
        words = tr(
            "The notebook in {folder} was made by an older Second Brain (its database is version {found}, "
            "this program brings {ours}). Nothing was touched.",
            folder=folder,
            found=found,
            ours=ours,
        )
    else:
        words = tr(
            "The notebook in {folder} was made by a newer Second Brain (its database is version {found}, "
            "this program brings {ours}). Nothing was touched.",
            folder=folder,
            found=found or tr("unknown"),
            ours=ours,
        )
    return DatabaseUnsuitable(
        words,
        tr(
            "Open it with the Second Brain that made it and export your notes, then import them here; or choose "
            "another folder with --home."
        ),
    )


def not_a_notebook(data: Path) -> BrainError:
    return DatabaseUnavailable(
        tr("{data} is not empty, and it is no notebook. Nothing was touched.", data=data),
        tr("Put back a backup of that folder, move it away, or choose another folder with --home."),
    )


def processor_too_old() -> BrainError:
    return DatabaseUnsuitable(
        tr(
            "This computer's processor is too old for the search by meaning that Second Brain is "
            "built on. Nothing was changed."
        ),
        tr("Use a database on another computer with --database, or a computer made after 2013."),
    )


def incomplete(folder: Path) -> BrainError:
    return DatabaseUnsuitable(
        tr(
            "The database program that belongs to Second Brain is not complete: a part of it is "
            "missing or does not load. Nothing in {folder} was changed.",
            folder=folder,
        ),
        tr("Install Second Brain again, or name a database server of your own with --database."),
    )


def lost_key(path: Path) -> BrainError:
    return DatabaseUnavailable(
        tr(
            "The key to the notebook's database, {path}, is missing or damaged. Your notes are safe.",
            path=path,
        ),
        tr(
            "Put the file back from a backup; or close every Second Brain, move what is left of the "
            "file away, and start again: a new key is made."
        ),
    )


def no_safe_socket(folder: Path) -> BrainError:
    return DatabaseUnavailable(
        tr(
            "The path {folder} is too long or has a comma in it, and there is no private place for "
            "temporary files.",
            folder=folder,
        ),
        tr("Choose a shorter path with --home."),
    )


def closed() -> BrainError:
    return DatabaseUnavailable(tr("The notebook is closed."), tr("Open it again."))


# In the order in which they are looked for: the first that is found is the cause, the later ones may be its consequences.
_SIGNS: tuple[tuple[tuple[str, ...], Callable[[Path], BrainError]], ...] = (
    (("No space left on device", "Disk quota exceeded"), full_disk),
    (("error while loading shared libraries", "could not load library", "Library not loaded"), incomplete),
    (("is not available", "could not access file"), incomplete),
    (("Permission denied", "Read-only file system", "Operation not permitted"), no_access),
    ((ORPHANS,), _still_ending),
    (("Cannot allocate memory", "shared memory segment"), _no_memory),
    (("administrative permissions", "cannot be run as root"), _too_powerful),
    (("could not look up effective user ID",), _nameless),
    (("checkpoint record", "checksum", "incompatible with server"), _damaged),
    (("invalid data in file", "could not read", "pg_control"), _damaged),
)
