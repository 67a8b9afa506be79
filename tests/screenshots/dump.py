"""The sample dump as somebody's own might be: with rows that cannot come, and values that are odd."""

from __future__ import annotations

from pathlib import Path

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
