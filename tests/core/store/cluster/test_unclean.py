"""What an earlier end left behind does not keep the notebook from opening, and no stranger comes to harm."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread

import psutil
import pytest

from core.store.cluster import Cluster
from tests.core.store.cluster.conftest import (
    DATA,
    Starter,
    connection,
    kill_postmaster,
    postmaster,
    servers,
    wait_until,
)


@contextmanager
def stranger() -> Iterator[subprocess.Popen[bytes]]:
    """An unrelated process of the same user, which would end at any signal it may get."""
    code = "import sys; print(flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        yield process


def leave_lock_files(home: Path, pid: int) -> None:
    """The lock files of a server that had no time to remove them, with this pid in them."""
    folder, data = home / "postgres", home / "postgres" / DATA
    lines = [pid, data, 1_700_000_000, 5432, folder / "socket", "", "   1234567         0", "ready   "]
    text = "".join(f"{line}\n" for line in lines)
    (data / "postmaster.pid").write_text(text)
    (folder / "socket/.s.PGSQL.5432.lock").write_text(text)
    (folder / "socket/.s.PGSQL.5432").touch()


def notes_in(home: Path) -> list[str]:
    with Cluster(home) as cluster, connection(cluster.url()) as notes:
        found = [str(row[0]) for row in notes.execute("select text from notes order by id")]
    assert not servers(home)
    return found


def test_lock_files_of_a_dead_server_do_not_matter(used_home: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    leave_lock_files(used_home, gone.pid)
    assert notes_in(used_home) == ["kept from before"]


def test_a_stranger_with_the_old_servers_pid_is_left_alone(used_home: Path) -> None:
    with stranger() as process:
        leave_lock_files(used_home, process.pid)
        assert notes_in(used_home) == ["kept from before"]
        assert process.poll() is None


def test_another_notebooks_server_with_the_old_servers_pid_is_left_alone(
    used_home: Path, place: Path
) -> None:
    with Cluster(place / "other") as other:
        leave_lock_files(used_home, postmaster(place / "other").pid)
        assert notes_in(used_home) == ["kept from before"]
        connection(other.url()).close()


def test_a_zombie_with_the_old_servers_pid_does_not_matter(used_home: Path) -> None:
    zombie = subprocess.Popen([sys.executable, "-c", ""])
    wait_until(lambda: psutil.Process(zombie.pid).status() == psutil.STATUS_ZOMBIE)
    leave_lock_files(used_home, zombie.pid)
    assert notes_in(used_home) == ["kept from before"]
    zombie.wait()


@pytest.mark.parametrize(
    "content", [b"", b"\n", b"-1\n", b"0\n", b"\xff\xfe\n1\n", b"99999999999999999999\n", b"1"]
)
def test_a_garbled_lock_file_does_not_matter(used_home: Path, content: bytes) -> None:
    (used_home / "postgres" / DATA / "postmaster.pid").write_bytes(content)
    assert notes_in(used_home) == ["kept from before"]


def test_everything_saved_is_there_after_the_power_went(used_home: Path, program: Starter) -> None:
    user = program(used_home)
    user.until_ready()
    user.ask("note last words")
    everybody = [
        psutil.Process(user.pid),
        *psutil.Process(user.pid).children(recursive=True),
        *servers(used_home),
    ]
    for each in everybody:
        with suppress(psutil.NoSuchProcess):  # the server's workers come and go
            each.suspend()  # nobody gets to tidy up
    for each in set(everybody):
        with suppress(psutil.NoSuchProcess):
            each.kill()
    user.abandon()
    wait_until(lambda: not servers(used_home))
    assert (used_home / "postgres" / DATA / "postmaster.pid").exists()
    assert notes_in(used_home) == ["kept from before", "last words"]


def test_a_creation_that_was_cut_short_is_done_again(home: Path, program: Starter) -> None:
    half = home / "postgres" / f"{DATA}.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    (half / "base").mkdir()
    user = program(home)
    user.until_ready()
    assert user.steps == ["Preparing the notebook's database", "Starting the notebook's database"]
    assert user.ask("notes") == []
    assert not half.exists()


@pytest.mark.parametrize("files_to_wait_for", [1, 8, 20])
def test_a_creation_killed_at_some_point_is_done_again(
    home: Path, program: Starter, files_to_wait_for: int
) -> None:
    half = home / "postgres" / f"{DATA}.new"
    killed = program(home)
    killed.until_step("Preparing")
    wait_until(lambda: (home / "postgres" / DATA).exists() or len(list(half.glob("*"))) >= files_to_wait_for)
    killed.signal(signal.SIGKILL)
    again = program(home)
    again.until_ready()
    assert again.ask("notes") == []


def test_what_is_left_of_a_killed_server_is_waited_for(used_home: Path) -> None:
    with Cluster(used_home) as cluster:
        busy = connection(cluster.admin_url())
        left_over = psutil.Process(busy.info.backend_pid)
        left_over.suspend()  # it does not notice that its server died
        kill_postmaster(used_home)
        attempts: list[str] = []

        def listen(step: str) -> None:
            attempts.append(step)
            if len(attempts) == 2:
                left_over.resume()

        cluster.start(listen)
        assert len(attempts) >= 2
        with connection(cluster.url()) as notes:
            assert notes.execute("select text from notes").fetchall() == [("kept from before",)]
        busy.close()


def test_a_long_recovery_is_told_and_never_given_up(used_home: Path) -> None:
    cluster = Cluster(used_home)
    told: list[str] = []

    def listen(step: str) -> None:
        told.append(step)
        if step.startswith("Starting"):
            stall.start()
        elif len(told) == 4:
            postmaster(used_home).resume()

    stall = stall_at_birth(used_home)
    try:
        cluster.start(listen)
    finally:
        stall.join()
        postmaster(used_home).resume()
    assert all(words.startswith("Putting the notebook's database in order") for words in told[1:])
    assert len(told) >= 4
    cluster.close()


def stall_at_birth(home: Path) -> Thread:
    """A thread that suspends the next server of this home before it is ready."""

    def suspend() -> None:
        lock_file = home / "postgres" / DATA / "postmaster.pid"
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:  # without a rest: it is ready some 30 ms later
            with suppress(OSError, ValueError):
                os.kill(int(lock_file.read_text().partition("\n")[0]), signal.SIGSTOP)
                return

    return Thread(target=suspend)


def test_a_lost_key_is_replaced_by_a_new_one(used_home: Path) -> None:
    key = used_home / "postgres/key.json"
    before = key.read_text()
    key.unlink()
    told: list[str] = []
    with Cluster(used_home) as cluster:
        pass
    cluster.start(told.append)
    with connection(cluster.url()) as notes, connection(cluster.admin_url()):
        assert notes.execute("select text from notes").fetchall() == [("kept from before",)]
    cluster.close()
    assert key.read_text() != before
    assert key.stat().st_mode & 0o777 == 0o600


def test_a_key_lost_together_with_a_sudden_end_is_replaced_too(used_home: Path) -> None:
    with stranger() as process:
        leave_lock_files(used_home, process.pid)
        (used_home / "postgres/key.json").unlink()
        assert notes_in(used_home) == ["kept from before"]
        assert process.poll() is None


def test_a_copied_home_is_a_notebook_of_its_own(used_home: Path, place: Path) -> None:
    with Cluster(used_home):
        pass
    copy = place / "copy"
    shutil.copytree(used_home, copy)
    with Cluster(used_home) as one, Cluster(copy) as other:
        assert one.url() != other.url()
        assert postmaster(used_home).pid != postmaster(copy).pid


def test_the_log_stays_small(used_home: Path) -> None:
    log = used_home / "postgres/server.log"
    log.write_bytes(b"x" * 1_500_000)
    assert notes_in(used_home) == ["kept from before"]
    assert log.stat().st_size < 100_000
    assert log.with_name("server.log.old").exists()
