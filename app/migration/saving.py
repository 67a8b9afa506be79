"""Keeping the report of an import as a file: asked for without stopping the program, written in the background."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from app.workspace import Workspace
from core import BrainError, Report, save_report, tr, tr_noop

_REPORTS = tr_noop("Page (*.html);;Text (*.txt);;JSON (*.json)")


def ask_and_save(parent: QWidget, workspace: Workspace, report: Report, saved: Callable[[str], None]) -> None:
    """Ask where to, then write; `saved` hears of it in words, and what went wrong is the workspace's trouble."""

    def failed(error: Exception) -> None:
        if not isinstance(error, BrainError):
            raise error
        workspace.trouble.emit(error)

    def chosen(name: str) -> None:
        path = Path(name)
        workspace.tasks.write(
            lambda: save_report(report, path),
            lambda _: saved(tr("Saved the report as {name}", name=path.name)),
            owner=parent,
            failed=failed,
        )

    name = str(Path.home() / "import-report.html")
    dialog = QFileDialog(parent, tr("Save the report"), name, tr(_REPORTS))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("html")
    dialog.selectFile(name)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(chosen)
    dialog.open()
