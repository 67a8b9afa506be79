"""The server runs as an ordinary user, listens where only its owner comes, and takes no orders from the environment."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import psutil
import psycopg
import pytest

from core import open_brain
from core.errors import DatabaseUnavailable
from core.store.cluster import Cluster
from tests.core.store.cluster.conftest import (
    DATA,
    Starter,
    connection,
    postmaster,
    servers,
    told_by_servers,
    wait_until,
)

SOMEBODY, SOMEBODY_ELSE = 64_101, 64_102  # users without a name, a home or a group
SETPRIV = shutil.which("setpriv") or "setpriv"
root_only = pytest.mark.skipif(os.geteuid() != 0, reason="only root can be somebody else")


def as_user(user: int) -> list[str]:
    return [SETPRIV, f"--reuid={user}", f"--regid={user}", "--clear-groups"]


def packages() -> str:
    return str(Path(psycopg.__file__).parents[1])


@pytest.fixture
def python() -> str:
    """A Python that every user may run, and that finds the packages of this one by PYTHONPATH."""
    itself = "import subprocess, sys, psycopg, psutil; sys.exit(subprocess.run([sys.executable, '-c', '']).returncode)"
    for candidate in (sys.executable, "/usr/bin/python3.11", "/usr/bin/python3"):
        if Path(candidate).exists():
            check = [*as_user(SOMEBODY), candidate, "-B", "-c", itself]
            done = subprocess.run(check, env={"PYTHONPATH": packages()}, capture_output=True, check=False)
            if done.returncode == 0:
                return candidate
    pytest.skip("no Python here that another user may run with these packages")


@pytest.fixture
def place_of_somebody(place: Path) -> Path:
    folder = place / "somebody"
    folder.mkdir(mode=0o755)
    os.chown(folder, SOMEBODY, SOMEBODY)
    return folder


def test_no_process_of_the_server_has_the_rights_of_root(home: Path) -> None:
    with Cluster(home) as cluster:
        connection(cluster.url()).close()
        assert set(told_by_servers(home, rights)) == {(False, 0)}


def rights(server: psutil.Process) -> tuple[bool, int]:
    """Whether it is root where root means something, and its capabilities."""
    process = Path("/proc") / str(server.pid)
    apart = (process / "ns/user").stat().st_ino != Path("/proc/self/ns/user").stat().st_ino
    status = (process / "status").read_text().splitlines()
    effective = next(line for line in status if line.startswith("CapEff"))
    return server.uids().effective == 0 and not apart, int(effective.split()[1], 16)


@root_only
def test_an_ordinary_user_has_a_notebook_that_no_other_user_can_enter(
    place_of_somebody: Path, program: Starter, python: str
) -> None:
    home = place_of_somebody / "home"
    user = program(home, wrapper=as_user(SOMEBODY), python=python, first_on_path=Path(packages()))
    address = user.until_ready()["url"]
    user.ask("note private")
    assert set(told_by_servers(home, lambda each: each.uids().effective)) == {SOMEBODY}
    attempt = (
        "import sys, psycopg\n"
        "try: psycopg.connect(sys.argv[1])\n"
        "except psycopg.OperationalError as problem: sys.exit(0 if 'ermission denied' in str(problem) else str(problem))\n"
        "sys.exit('came in')"
    )
    intruder = subprocess.run(
        [*as_user(SOMEBODY_ELSE), python, "-B", "-c", attempt, address.replace("+psycopg", "", 1)],
        env={"PYTHONPATH": packages()},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (intruder.returncode, intruder.stderr) == (0, "")
    peek = subprocess.run(
        [*as_user(SOMEBODY_ELSE), "ls", home / "postgres"], capture_output=True, check=False
    )
    assert peek.returncode != 0
    user.quit()
    assert not servers(home)


def test_who_reaches_the_socket_still_needs_the_password(used_home: Path) -> None:
    with Cluster(used_home) as cluster:
        for address in (cluster.url(), cluster.admin_url()):
            right = address.replace("+psycopg", "", 1)
            for wrong in ("guess", ""):
                with pytest.raises(psycopg.OperationalError, match="password"):
                    psycopg.connect(psycopg.conninfo.make_conninfo(right, password=wrong))


def test_the_server_listens_on_no_network(used_home: Path) -> None:
    with Cluster(used_home):
        reachable = told_by_servers(used_home, lambda each: each.net_connections("inet"))
    assert reachable and not any(reachable)


def test_everything_in_the_folder_is_closed_to_others(home: Path) -> None:
    with Cluster(home):
        folder = home / "postgres"
        for path in (folder, folder / DATA, folder / "socket"):
            assert path.stat().st_mode & 0o077 == 0, path
        assert (folder / "key.json").stat().st_mode & 0o777 == 0o600


@root_only
def test_a_folder_that_the_user_may_not_write_in(place: Path, program: Starter, python: str) -> None:
    closed = place / "closed"
    closed.mkdir(mode=0o755)
    user = program(closed / "home", wrapper=as_user(SOMEBODY), python=python, first_on_path=Path(packages()))
    assert "may not write in" in user.problem()


@root_only
def test_the_notebook_of_another_user_is_not_touched(
    place: Path, used_home: Path, program: Starter, python: str
) -> None:
    user = program(used_home, wrapper=as_user(SOMEBODY), python=python, first_on_path=Path(packages()))
    assert "may not write in" in user.problem()


@root_only
def test_root_does_not_open_the_notebook_of_an_ordinary_user(
    place_of_somebody: Path, program: Starter, python: str
) -> None:
    home = place_of_somebody / "home"
    user = program(home, wrapper=as_user(SOMEBODY), python=python, first_on_path=Path(packages()))
    user.until_ready()
    user.quit()
    with pytest.raises(DatabaseUnavailable, match="belongs to another user"):
        Cluster(home).start()
    assert {path.stat().st_uid for path in (home / "postgres" / DATA).rglob("*")} == {SOMEBODY}


@pytest.fixture
def no_namespaces(place: Path) -> dict[str, str]:
    """An environment in which `unshare` is not to be found, as on a system that forbids it."""
    tools = place / "tools"
    tools.mkdir()
    for name in ("test", "sh", "true"):
        (tools / name).symlink_to(str(shutil.which(name)))
    return {"PATH": str(tools)}


@root_only
@pytest.mark.usefixtures("python")  # skips where other users cannot reach the server's programs
def test_root_without_namespaces_runs_the_server_as_nobody(
    home: Path, program: Starter, no_namespaces: dict[str, str]
) -> None:
    blind = [SETPRIV, "--bounding-set=-sys_ptrace", "--inh-caps=-sys_ptrace"]  # as in a container
    first = program(home, env=no_namespaces, wrapper=blind)
    first.until_ready()
    first.ask("note as nobody")
    assert set(told_by_servers(home, psutil.Process.username)) == {"nobody"}
    second = program(home, env=no_namespaces, wrapper=blind)
    second.until_ready()
    first.quit()
    assert second.ask("notes") == ["as nobody"]
    postmaster(home).kill()
    wait_until(lambda: not servers(home))
    second.ask("ensure")
    second.quit()
    assert not servers(home)
    with (
        Cluster(home) as cluster,
        connection(cluster.url()) as notes,
    ):  # it stays with nobody where namespaces are allowed
        assert notes.execute("select text from notes").fetchall() == [("as nobody",)]
        assert postmaster(home).username() == "nobody"


@root_only
@pytest.mark.usefixtures("python")
def test_root_without_namespaces_has_a_whole_notebook(
    home: Path, no_namespaces: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", no_namespaces["PATH"])
    with open_brain(home) as brain:
        memory = brain.create_memory("kept by nobody").memory
    with open_brain(home) as brain:
        assert brain.memory(memory).content == "kept by nobody"
        assert postmaster(home).username() == "nobody"
    assert home.stat().st_mode & 0o066 == 0  # others may pass through, not look


@root_only
def test_nobody_cannot_reach_a_closed_home_and_that_is_said(
    place: Path, program: Starter, no_namespaces: dict[str, str]
) -> None:
    closed = place / "closed"
    closed.mkdir(mode=0o700)
    words = program(closed / "home", env=no_namespaces).problem()
    assert "never runs with administrator rights" in words


def test_variables_meant_for_other_databases_are_ignored(home: Path, program: Starter, place: Path) -> None:
    misleading = {
        "PGDATA": "/nowhere",
        "PGHOST": "example.invalid",
        "PGHOSTADDR": "192.0.2.1",
        "PGPORT": "1",
        "PGUSER": "stranger",
        "PGPASSWORD": "wrong",
        "PGDATABASE": "elsewhere",
        "PGSERVICE": "unknown",
        "PGOPTIONS": "-c search_path=nowhere -c default_transaction_read_only=on",
        "PGSSLMODE": "verify-full",
        "PGCLIENTENCODING": "LATIN1",
        "PGTARGETSESSIONATTRS": "standby",
        "PGDATESTYLE": "German",
    }
    user = program(home, env=misleading)
    user.until_ready()
    assert user.ask("note 世界") is not None
    user.quit()
    again = program(home, env=misleading)
    again.until_ready()
    assert again.ask("notes") == ["世界"]


@pytest.mark.parametrize(
    "name",
    [
        "two words",
        "Müsli 日本語 🧠",
        "quo\"te's",
        "a,b",
        "100%41+&x=?#@:",
        "back\\slash",
        "$HOME;`id`",
        "x" * 90,
        "é" * 60,
    ],
)
def test_the_notebook_opens_whatever_its_folder_is_called(place: Path, name: str, program: Starter) -> None:
    home = place / name
    user = program(home)
    user.until_ready()
    other = program(home)
    other.until_ready()
    user.ask("note hello")
    assert other.ask("notes") == ["hello"]
    user.quit()
    other.quit()
    assert not servers(home)


def test_two_programs_with_different_temporary_folders_meet_at_a_long_path(
    place: Path, program: Starter
) -> None:
    home = place / ("x" * 90)
    runtime = place / "run"
    runtime.mkdir(mode=0o700)
    one = program(home, env={"XDG_RUNTIME_DIR": str(runtime)})
    assert str(runtime).replace("/", "%2F") in one.until_ready()["url"]
    other = program(home, env={"XDG_RUNTIME_DIR": "", "TMPDIR": str(place)})
    other.until_ready()
    one.ask("note met")
    assert other.ask("notes") == ["met"]


@root_only
def test_a_folder_that_a_stranger_laid_out_for_our_socket_is_not_used(place: Path, program: Starter) -> None:
    home = place / ("x" * 90)
    runtime = place / "run"
    runtime.mkdir(mode=0o755)
    first = program(home, env={"XDG_RUNTIME_DIR": str(runtime)})
    first.until_ready()
    first.quit()
    (trap,) = runtime.iterdir()
    os.chown(trap, SOMEBODY, SOMEBODY)
    second = program(home, env={"XDG_RUNTIME_DIR": str(runtime), "TMPDIR": str(place)})
    assert str(trap).replace("/", "%2F") not in second.until_ready()["url"]


def test_a_link_in_place_of_the_socket_folder_is_not_followed(place: Path, program: Starter) -> None:
    home = place / ("x" * 90)
    runtime, elsewhere = place / "run", place / "elsewhere"
    runtime.mkdir(mode=0o755)
    elsewhere.mkdir(mode=0o700)
    first = program(home, env={"XDG_RUNTIME_DIR": str(runtime)})
    first.until_ready()
    first.quit()
    (trap,) = runtime.iterdir()
    trap.rmdir()
    trap.symlink_to(elsewhere)
    second = program(home, env={"XDG_RUNTIME_DIR": str(runtime), "TMPDIR": str(place)})
    assert "run%2F" not in second.until_ready()["url"]
    assert list(elsewhere.iterdir()) == []
