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
        home.chmod(
            home.stat().st_mode & ~0o066
        )  # nobody else reads it; a server under another account passes through
        try:
            descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(descriptor, "w") as file:
                file.write(f"{new_id()}\n")
                file.flush()
                os.fsync(file.fileno())
        except FileExistsError:
            pass
        return UUID(path.read_text().strip())
    except OSError as error:
        raise BrainError(
            tr("The folder {home} cannot be used: {reason}.", home=home, reason=error.strerror),
            tr(
                "No note was touched. Make it writable for you, or name another with --home or "
                "SECOND_BRAIN_HOME."
            ),
        ) from error
    except ValueError:
        raise BrainError(
            tr("The file {path} should hold this device's id and does not.", path=path),
            tr("No note was touched. Move the file away; the next start makes a new one."),
        ) from None
