"""Copying files to the S3 store, as work that is done beside the window. Refuses to know what is seen of it.

The key stays with the window: the system's keyring knows it. It is asked for over the pipe, and only where something waits.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from core import Brain, Window, tr

if TYPE_CHECKING:
    from app.tasks import Progress
    from app.workspace import Workspace


def copy(brain: Brain, window: Window, *, look: bool = False) -> int:
    """Copy what is not there; with `look`, the store is asked for all that it has."""
    return brain.far_files.copy(
        lambda done, total: window.show((done, total)), window.cancelled, look=look, key=window.ask
    )


def copy_beside(workspace: Workspace, progress: Progress, *, look: bool = False) -> int:
    """Have that done in the process beside the window."""
    return workspace.background.do(
        partial(copy, look=look),
        progress.orders,
        lambda far: progress(tr("Copying files"), *far),
        workspace.brain.far_files.key,
    )
