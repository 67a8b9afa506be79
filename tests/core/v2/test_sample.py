"""The sample notes are a v2 dump that comes in whole."""

from __future__ import annotations

from pathlib import Path

import resources
from core.brain import Brain
from core.v2.sources.pg_dump import recognize
from tests.core.v2.importing import bring

SAMPLE = Path(str(resources.__file__)).parent / "sample" / "v2_sample.sql"


def test_the_sample_notes_come_in_whole(brain: Brain) -> None:
    assert recognize(SAMPLE).shape == "A"
    report = bring(brain, SAMPLE)
    assert report.complete
    assert (report.count("created"), report.count("set_aside"), report.remarks) == (202, 0, {})
    assert (report.count("created", "links"), report.count("set_aside", "links")) == (107, 0)
    assert "The sky on fire" in {hit.title for hit in brain.search("aurora").hits}
    assert brain.counts().memories == 202


def test_the_sample_is_small() -> None:
    assert SAMPLE.stat().st_size < 250_000
