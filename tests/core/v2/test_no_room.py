"""An import for which the disk is too small says so, keeps what came in, and goes on when there is room."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from uuid import UUID

import pytest

from tests.core.store.cluster.test_words import in_a_disk_of_its_own
from tests.core.v2.importing import note, write

NOTES = 600


@pytest.mark.timeout(1200)
def test_an_import_that_fills_the_disk_is_told_and_goes_on_with_room(
    tmp_path: Path, chance: random.Random
) -> None:
    mounted = tmp_path / "disk"
    mounted.mkdir()
    # Nothing that Postgres could make smaller, and few different words.
    texts = [f"# Note {n}\n\n{chance.randbytes(30_000).hex()}" for n in range(NOTES)]
    dump = write(tmp_path / "backup.sql", [note(text, UUID(int=n + 1)) for n, text in enumerate(texts)])
    program = f"{sys.executable} -m app.cli --home {mounted}/home --json"
    script = f"""
        set -e
        {program} capture "mine" >{tmp_path}/0.json
        room=$(df --output=avail -m {mounted} | tail -1)
        dd if=/dev/zero of={mounted}/filler bs=1M count=$(( room - 24 )) status=none
        {program} import-v2 {dump} --no-backup >{tmp_path}/1.json 2>{tmp_path}/1.txt && exit 7
        rm {mounted}/filler
        {program} import-v2 {dump} --no-backup >{tmp_path}/2.json 2>{tmp_path}/2.txt
        {program} import verify >{tmp_path}/3.json
        {program} import list >{tmp_path}/4.json
        {program} doctor --replay >{tmp_path}/5.json || true
    """
    done = subprocess.run(
        [*in_a_disk_of_its_own(mounted, "size=300m"), "sh", "-c", script],
        capture_output=True,
        text=True,
        check=False,
    )
    told = (tmp_path / "1.txt").read_text() if (tmp_path / "1.txt").exists() else ""
    assert done.returncode == 0, (done.returncode, done.stderr[-2_000:], told[-2_000:])
    told += (tmp_path / "1.json").read_text()
    # Where Postgres itself could not write down that it could not write, it ends, and the next question meets nobody.
    assert "is full" in told or "does not answer" in told
    assert "safe" in told
    report = json.loads((tmp_path / "2.json").read_text())
    assert report["complete"]
    assert report["tables"][0]["created"] == NOTES
    verified = json.loads((tmp_path / "3.json").read_text())
    assert (verified["checked"], verified["same"]) == (NOTES, NOTES)
    [batch] = json.loads((tmp_path / "4.json").read_text())["batches"]
    assert batch["state"] == "finished"
    checks = json.loads((tmp_path / "5.json").read_text())["checks"]
    assert next(check["ok"] for check in checks if check["name"] == "replay")
