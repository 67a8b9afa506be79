"""`python -m tests.bench [NAME …]`: runs the benchmarks and shows their figures; `--write` keeps them in the docs."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from tests.bench import (
    capture,
    capturing,
    crowd,
    embedding,
    file_texts,
    going,
    growing,
    importing,
    key_press,
    linking,
    million,
    paging,
    past,
    searching,
    session,
    sizes,
    starting,
    switching,
    syncing,
    typing_hour,
)
from tests.bench.figures import Figure

_ALL: dict[str, Callable[[], list[Figure]]] = {
    "starting": starting.run,
    "capture": capture.run,
    "capturing": capturing.run,
    "paging": paging.run,
    "past": past.run,
    "going": going.run,
    "linking": linking.run,
    "typing": typing_hour.run,
    "keys": key_press.run,
    "switching": switching.run,
    "importing": importing.run,
    "searching": searching.run,
    "sizes": sizes.run,
    "embedding": embedding.run,
    "files": file_texts.run,
    "syncing": syncing.run,
    "growing": growing.run,
    "crowd": crowd.run,
    "session": session.run,
    "million": million.run,
}
_LONG = ("session", "million")  # ten minutes, and an hour the first time: only where they are named
_PAGE = Path(__file__).parents[2] / "docs" / "benchmarks.md"
_BEGIN, _END = "<!-- figures -->", "<!-- /figures -->"


def main(arguments: list[str]) -> None:
    """Run what is named, or all."""
    write = "--write" in arguments
    names = [name for name in arguments if not name.startswith("-")] or [
        name for name in _ALL if name not in _LONG
    ]
    rows = []
    for name in names:
        for figure in _ALL[name]():
            rows.append(figure.row())
            print(figure.row(), flush=True)
    if write:
        _keep(rows)


def _keep(rows: list[str]) -> None:
    page = _PAGE.read_text()
    before, _, rest = page.partition(_BEGIN)
    known, _, after = rest.partition(_END)
    kept = {_what(row): row for row in known.splitlines() if row.startswith("|")}
    rows = [*list(kept.values())[2:], *rows] if kept else rows  # the first two are the head
    rows = list({_what(row): row for row in rows}.values())
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    machine = f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}, load {load}"
    told = f"Seen on {datetime.now(UTC).date()}: {machine}."
    table = "\n".join(["| what | goal | seen | |", "|---|---|---|---|", *rows])
    _PAGE.write_text(f"{before}{_BEGIN}\n{told}\n\n{table}\n{_END}{after}")


def _what(row: str) -> str:
    return row.split("|")[1].strip()


if __name__ == "__main__":
    main(sys.argv[1:])
