"""Small dumps of a v2 written by hand, and bringing them into a brain."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from core.brain import Brain
from core.v2.choices import Choices, Sources
from core.v2.report import Report
from tests.core.v2.sources.copying import LINKS, copy_block, dump

COLUMNS = ("id", "content", "embedding", "memory_type", "created_at", "updated_at", "user_id", "metadata")
VECTOR = "[" + ",".join(["0.5", *["0.25"] * 1535]) + "]"

Row = list[str | None]


def note(content: str, note_id: UUID | None = None, vector: str | None = None, **metadata: Any) -> Row:
    created, updated = "2023-05-06 07:08:09.123456+02", "2024-01-01 00:00:00+00"
    return [
        str(note_id or uuid4()),
        content,
        vector,
        "semantic",
        created,
        updated,
        "maria",
        json.dumps(metadata),
    ]


def link(source: UUID, target: UUID, kind: str = "extends", confidence: str = "0.5") -> Row:
    return [str(uuid4()), str(source), str(target), kind, confidence, "{}", "2023-05-07 00:00:00+00"]


def write(path: Path, notes: list[Row], links: list[Row] | None = None) -> Path:
    blocks = [copy_block("public.memories", COLUMNS, notes)]
    if links:
        blocks.append(copy_block("public.memory_relationships", LINKS, links))
    path.write_bytes(dump(*blocks))
    return path


def bring(brain: Brain, path: Path, *, dry_run: bool = False, **options: Any) -> Report:
    """An import with the choices named by `options`, or what it would do."""
    cancelled = options.pop("cancelled", lambda: False)
    sources, choices = Sources(dump=path), Choices(**options)
    if dry_run:
        return brain.migration.plan(sources, choices, cancelled=cancelled).report
    return brain.migration.run(sources, choices, cancelled=cancelled)


def outcome(report: Report, role: str = "memories") -> tuple[int, int, int]:
    return report.count("created", role), report.count("identical", role), report.count("set_aside", role)
