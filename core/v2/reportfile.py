"""A migration's report as a file: the promise that it can be written is made before anything is imported."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

from core.errors import BrainError
from core.language import tr
from core.v2.report import Report
from core.v2.reportpage import page


class ReportFile:
    """A file that a report goes into: JSON, or a page to read when its name ends with .html, .txt or .md."""

    def __init__(self, path: Path) -> None:
        """Raises BrainError when nothing can be written there. A report that is there already stays until `keep`."""
        self._path = path.expanduser().absolute()
        self._new = self._path.with_name(f".{self._path.name}.{os.getpid()}.new")
        try:
            if self._path.is_dir():
                raise IsADirectoryError(21, tr("it is a folder"))
            self._new.touch(mode=0o600)
        except OSError as error:
            raise self._problem(
                error, tr("Nothing was imported. Name another file for the report.")
            ) from error

    def keep(self, report: Report) -> None:
        """Write the report. Raises BrainError when the disk refuses."""
        text = _written(report, self._path.suffix.lower())
        try:
            # A file's name need not be text, and the report names the dump.
            self._new.write_bytes(text.encode("utf-8", "backslashreplace"))
            self._new.replace(self._path)
        except OSError as error:
            raise self._problem(error, tr("What was imported is safe. Import again for a report.")) from error

    def give_up(self) -> None:
        """Leave nothing behind; harmless after `keep`."""
        self._new.unlink(missing_ok=True)

    def _problem(self, error: OSError, hint: str) -> BrainError:
        return BrainError(
            tr("The report {path} cannot be written: {reason}.", path=self._path, reason=error.strerror), hint
        )


def _written(report: Report, suffix: str) -> str:
    if suffix in (".html", ".htm"):
        return page(report)
    if suffix in (".txt", ".md"):
        return report.as_text()
    return json.dumps(report.as_json(), ensure_ascii=False, indent=2) + "\n"


def reported(path: Path | None, make: Callable[[], Report]) -> Report:
    """The report that `make` gives, also in a file when one is named; that it can be written is known before."""
    if path is None:
        return make()
    file = ReportFile(path)
    try:
        report = make()
        file.keep(report)
        return report
    finally:
        file.give_up()


def save_report(report: Report, path: Path) -> None:
    """Write the report of an import that is over: JSON, or a page to read when the name ends with .html, .txt or .md.

    Raises BrainError when nothing can be written there; a report that is there already stays then.
    """
    try:
        reported(path, lambda: report)
    except BrainError as error:
        raise BrainError(
            error.words, tr("What was imported is safe. Choose another place for the report.")
        ) from error
