"""Where this device keeps its notebook, and who this device is.

Owns the home folder, the address of a foreign database, and the device's id. Refuses to know what is in the database.
"""

from __future__ import annotations

import os
from pathlib import Path
from uuid import UUID

from core.errors import BrainError
from core.language import tr

HOME_VARIABLE = "SECOND_BRAIN_HOME"
DATABASE_VARIABLE = "DATABASE_URL"


def home_folder(home: str | os.PathLike[str] | None = None) -> Path:
    """The folder of the notebook: the one given, else SECOND_BRAIN_HOME, else the platform's place for such data."""
    given = home or os.environ.get(HOME_VARIABLE)
    if given:
        return Path(given).expanduser().absolute()
    from platformdirs import user_data_path

    return user_data_path("second-brain", appauthor=False)


def database_url(database: str | None = None) -> str | None:
    """The address of a foreign Postgres: the one given, else DATABASE_URL; None means the built-in database."""
    return database or os.environ.get(DATABASE_VARIABLE) or None


def device_id(home: Path) -> UUID:
    """This device's id, made at its first start and kept in its home folder. Raises BrainError when it cannot be kept."""
    from core.events import new_id

    path = home / "device"
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Nobody else reads it; a server under another account passes through.
        home.chmod(home.stat().st_mode & ~0o066)
        # An empty one was begun where nothing could be written.
        if not path.exists() or not path.stat().st_size:
            _keep_id(path, f"{new_id()}\n")
        return UUID(path.read_text().strip())
    except OSError as error:
        raise unusable(home, error) from error
    except ValueError:
        raise BrainError(
            tr("The file {path} should hold this device's id and does not.", path=path),
            tr("No note was touched. Move the file away; the next start makes a new one."),
        ) from None


def unusable(home: Path, error: OSError) -> BrainError:
    """What is said of a home folder in which nothing can be kept."""
    return BrainError(
        tr("The folder {home} cannot be used: {reason}.", home=home, reason=error.strerror),
        tr(
            "No note was touched. Make it writable for you, or name another with --home or SECOND_BRAIN_HOME."
        ),
    )


def _keep_id(path: Path, text: str) -> None:
    """Write the id, whole or not at all: neither a kill nor a full disk leaves a file that no later start understands. Of
    programs that start at once, the first one's stays."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        with os.fdopen(os.open(fresh, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(fresh, path)  # fails where it is there by now
        except OSError:  # or the disk knows no links
            if not path.exists() or not path.stat().st_size:
                fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
