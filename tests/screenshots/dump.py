"""What somebody's version 2 might have left: the sample dump with rows that cannot come, vectors, and attachments."""

from __future__ import annotations

import io
import json
import tarfile
from pathlib import Path
from uuid import UUID

from app.welcome.sample import sample_dump

_BEFORE = "\n\\.\n"  # ends the first block, which holds the notes
_DUMMY = "[" + ",".join(["0.1"] * 1_536) + "]"


def damaged_copy(path: Path) -> Path:
    """Write it there: four notes more than the sample has, two of which have to be set aside."""
    sample = sample_dump()
    assert sample is not None
    rows = (
        _row("no-id-at-all", "Ring the chimney sweep before the end of October", '{"tags": ["house"]}'),
        _row("7f6a9d1e-53a1-4d0e-9a6b-2f7d6f0c1a01", "Cut short by a full disk", '{"tags": ["wor'),
        _row(
            "7f6a9d1e-53a1-4d0e-9a6b-2f7d6f0c1a02",
            "Seeds to order: borlotti, chard, sweet peas",
            '{"tags": "garden"}',
        ),
        _row("7f6a9d1e-53a1-4d0e-9a6b-2f7d6f0c1a03", "Lend Alan the long ladder", "{}", _DUMMY),
    )
    text = sample.read_text("utf-8").replace(_BEFORE, "\n" + "\n".join(rows) + _BEFORE, 1)
    path.write_text(text, "utf-8")
    return path


def _row(note_id: str, content: str, metadata: str, vector: str = "\\N") -> str:
    moment = "2025-03-01 08:00:00+00"
    before = [note_id, content, vector, "semantic", "0.5", "0", "\\N", moment, moment]
    return "\t".join([*before, "{}", "{}", "{}", "0", "\\N", "f", metadata])


def left_behind(place: Path, notes: list[UUID]) -> list[Path]:
    """Write everything there: the dump, vectors and files for these notes of the sample, and a letter that is none of it."""
    letter = place / "letter-to-maria.sql"
    letter.write_text("Dear Maria,\n", "utf-8")
    return [
        damaged_copy(place / "backup_v2.sql"),
        _vectors(place / "qdrant_backup.json", notes),
        _attachments(place / "attachments_backup.tar.gz", notes),
        letter,
    ]


def _vectors(path: Path, notes: list[UUID]) -> Path:
    def vector(of: int) -> list[float]:
        return [round(((at * 7 + of) % 97 - 48) / 1_000, 3) for at in range(1_536)]

    points = [
        {"id": number, "vector": vector(number), "payload": {"memory_id": str(note)}}
        for number, note in enumerate(notes)
    ]
    path.write_text(json.dumps({"points": points}), "utf-8")
    return path


def _attachments(path: Path, notes: list[UUID]) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        for number, note in enumerate(notes):
            content = f"Plan {number} of the garden\n".encode() * 400
            member = tarfile.TarInfo(f"attachments/{note}/plan-{number}.txt")
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return path
