"""Opening a notebook: which one, on which database, and in which order things start.

The built-in server comes up while the database libraries are imported, because both take their time and neither needs the
other. That is why this module imports them late.
"""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from core import settings
from core.progress import Step, unheard

if TYPE_CHECKING:
    from core.brain import Brain
    from core.store.cluster import Cluster


def open_brain(
    home: str | os.PathLike[str] | None = None,
    database: str | None = None,
    *,
    progress: Step = unheard,
) -> Brain:
    """Open the notebook in a home folder, on the built-in database or on a Postgres at the address `database`.

    Without arguments: SECOND_BRAIN_HOME and DATABASE_URL, else the platform's data folder and the built-in database, which
    is started if need be. `progress` hears of each step in words. Raises BrainError with words when that is impossible.
    """
    place = settings.home_folder(home)
    device = settings.device_id(place)
    url = settings.database_url(database)
    cluster = None
    if url is None:
        cluster = _started(place, progress)
        url = cluster.url()
    try:
        from core.brain import Brain

        return Brain(place, url, device, cluster, progress)
    except BaseException:
        if cluster is not None:
            cluster.close()
        raise


def _started(place: Path, progress: Step) -> Cluster:
    """The built-in server, up; the database libraries were imported meanwhile."""
    from core.store.cluster import Cluster

    importing = Thread(target=import_module, args=("core.brain",), daemon=True)
    importing.start()
    cluster = Cluster(place)
    cluster.start(progress)
    return cluster


def watch_database(arguments: list[str]) -> int:
    """What the program does when it was started by itself with `--watch-database`: wait until the program that uses the
    built-in server is gone, however it ended, then stop the server. Its exit code. Only bundles need it, where there is no
    Python to run the watchdog's own file."""
    from core.store.cluster.watchdog import main

    return main(arguments)


def cut_words(*, of_file: bool = False) -> int:
    """What the program does when it was started by itself with `--cut-words`: cut notes into words for the one that
    started it, as long as that is there; with `--cut-file` the text of one file. Its exit code. Only bundles need
    it, as `watch_database`."""
    from core.file_texts import cutter as files
    from core.store import cutter as notes

    return files.main() if of_file else notes.main()


def read_pdf(path: str) -> int:
    """What the program does when it was started by itself with `--read-pdf`: tell what is written in one PDF. Its exit code.
    Only bundles need it, as `watch_database`."""
    from core.file_texts.pdf_reader import main

    return main(path)
