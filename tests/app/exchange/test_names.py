"""An export gets a name of its own in the folder that was chosen: nothing that is there is ever meant."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app.exchange.exporting import new_name
from app.exchange.works import Form


@pytest.mark.parametrize(("form", "ending"), [("markdown", ""), ("jsonl", ".jsonl")])
def test_a_name_that_is_taken_counts_on(tmp_path: Path, form: Form, ending: str) -> None:
    day = date(2026, 11, 28)
    assert new_name(tmp_path, form, day) == tmp_path / f"Notes 2026-11-28{ending}"
    (tmp_path / f"Notes 2026-11-28{ending}").write_text("mine")
    (tmp_path / f"Notes 2026-11-28 2{ending}").symlink_to(tmp_path / "nowhere")
    (tmp_path / f"Notes 2026-11-28 3{ending}.files").mkdir()
    assert new_name(tmp_path, form, day) == tmp_path / f"Notes 2026-11-28 4{ending}"
