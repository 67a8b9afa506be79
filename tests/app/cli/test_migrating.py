"""The migration guide's command, with its own options, on a real v2 database."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import psycopg
import pytest
from typer.testing import CliRunner

from app.cli.program import program
from tests.app.cli.conftest import CommandLine
from tests.core.v2.sources.shapes_in_sql import SHAPES

VECTOR = [0.5, -0.25, *[0.125] * 1534]


@pytest.fixture
def v2(bare_database_url: str) -> str:
    """The address of a v2's database with two notes and a link."""
    url = bare_database_url.replace("+psycopg", "", 1)
    with psycopg.connect(url) as connection:
        connection.execute(SHAPES["A"].format(schema="public").encode())
        connection.execute(
            "insert into memories (id, content, created_at, updated_at) values"
            " (%s, 'Compost', '2023-01-01', '2024-01-01'), (%s, 'Rain', '2023-01-02', '2024-01-02')",
            [UUID(int=1), UUID(int=2)],
        )
        connection.execute(
            "insert into memory_relationships (source_memory_id, target_memory_id, relationship_type)"
            " values (%s, %s, 'needs')",
            [UUID(int=1), UUID(int=2)],
        )
        connection.execute(
            "insert into memory_access_log (memory_id) select %s from generate_series(1, 7)", [UUID(int=1)]
        )
    return url


def as_v2_has_it(url: str) -> str:
    return url.replace("postgresql://", "postgresql+asyncpg://", 1)


def test_the_guides_command_brings_everything(second_brain: CommandLine, v2: str, tmp_path: Path) -> None:
    qdrant = tmp_path / "qdrant_backup.json"
    point = {"id": str(uuid4()), "vector": VECTOR, "payload": {"memory_id": str(UUID(int=1))}}
    qdrant.write_text(json.dumps({"points": [point]}))
    result = CliRunner().invoke(
        program,
        [
            *("--home", str(second_brain.home), "--json", "migrate-v2"),
            *("--source-db", as_v2_has_it(v2), "--target-db", second_brain.database),
            *("--qdrant-backup", str(qdrant), "--report", str(tmp_path / "report.json")),
        ],
    )
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    counts = {(table["role"], table["source"], table["created"]) for table in told["tables"]}
    assert {("memories", 2, 2), ("links", 1, 1), ("vectors", 1, 1)} <= counts
    assert told["not_carried"] == {"public.memory_access_log": 7}
    assert told["complete"] and json.loads((tmp_path / "report.json").read_text()) == told
    note = second_brain.json("show", str(UUID(int=1)))
    assert (note["content"], note["created_at"][:10], note["links"][0]["kind"]) == (
        "Compost",
        "2023-01-01",
        "needs",
    )
    password = urlsplit(v2).password or ""
    assert "can see a password" in result.stderr
    assert password not in result.stdout + result.stderr
    assert not [path for path in second_brain.home.rglob("*.json") if password in path.read_text()]


def test_a_second_run_brings_what_was_written_meanwhile(second_brain: CommandLine, v2: str) -> None:
    assert second_brain("migrate-v2", "--source-db", v2, "--dry-run").exit_code == 0
    assert second_brain.json("list")["total"] == 0
    assert second_brain("migrate-v2", "--source-db", v2).exit_code == 0
    with psycopg.connect(v2) as connection:
        connection.execute("insert into memories (content) values ('Snow')")
    again = second_brain("migrate-v2", "--source-db", v2, "--json")
    [notes] = [table for table in json.loads(again.stdout)["tables"] if table["role"] == "memories"]
    assert (notes["created"], notes["identical"]) == (1, 2)


def test_what_libpq_knows_completes_the_address(
    v2: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The built-in database takes libpq's variables from the process when it starts; the source has them by then."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    password = urlsplit(v2).password or ""
    monkeypatch.setenv("PGPASSWORD", password)
    place = ["--home", str(tmp_path / "own")]
    result = CliRunner().invoke(
        program, [*place, "migrate-v2", "--source-db", v2.replace(f":{password}@", "@")]
    )
    assert (result.exit_code, "see a password" in result.stderr) == (0, False), result.output


def test_the_source_is_not_the_target(second_brain: CommandLine, v2: str) -> None:
    for more in (["--target-db", v2], ["--database", as_v2_has_it(v2)]):
        told = json.loads(second_brain("migrate-v2", "--source-db", v2, "--json", *more).stdout)
        assert "are the same" in told["error"]["words"]
    with psycopg.connect(v2) as connection:
        row = connection.execute("select count(*) from pg_tables where schemaname = 'public'").fetchone()
    assert row == (3,)


def test_a_source_that_is_no_v2_is_told_in_words(second_brain: CommandLine, bare_database_url: str) -> None:
    result = second_brain("migrate-v2", "--source-db", bare_database_url)
    assert (result.exit_code, "is empty" in result.stderr) == (1, True)
    assert second_brain("migrate-v2").exit_code == 2
