"""The server is up while somebody uses the notebook, and gone with the last of them, however they went."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import psutil
import psycopg
import pytest

from core.errors import DatabaseUnavailable
from core.store.cluster import Cluster
from tests.core.store.cluster.conftest import (
    DATA,
    PROJECT,
    Starter,
    connection,
    kill_postmaster,
    postmaster,
    servers,
    told_by_servers,
    wait_until,
)


def postmasters(home: Path) -> int:
    """How many servers there are, beside those that they have begun themselves, which come and go."""
    first = postmaster(home).pid
    return sum(told_by_servers(home, lambda each: each.ppid() != first))


def test_the_first_start_tells_its_steps_and_the_second_finds_what_was_kept(home: Path) -> None:
    steps: list[str] = []
    with Cluster(home) as cluster:
        cluster.start(steps.append)  # harmless when it is up
        assert steps == []
        with connection(cluster.url()) as notes:
            notes.execute("create table notes (text text)")
            notes.execute("insert into notes values ('Grüße, 世界')")
    assert not servers(home)
    cluster.start(steps.append)
    assert steps == ["Starting the notebook's database"]
    with connection(cluster.url()) as notes:
        assert notes.execute("select text from notes").fetchone() == ("Grüße, 世界",)
    cluster.close()
    cluster.close()
    assert not servers(home)


def test_a_program_that_quits_leaves_the_server_to_the_other_and_the_last_one_stops_it(
    home: Path, program: Starter
) -> None:
    window, terminal = program(home), program(home)
    window.until_ready()
    terminal.until_ready()
    assert postmasters(home) == 1
    window.ask("note from the window")
    window.quit()
    assert terminal.ask("notes") == ["from the window"]
    terminal.quit()
    assert not servers(home)


def test_twenty_programs_that_start_at_once_share_one_server(home: Path, program: Starter) -> None:
    crowd = [program(home) for _ in range(20)]
    for each in crowd:
        each.until_ready()
    assert len({each.ask(f"note {number}") is None for number, each in enumerate(crowd)}) == 1
    assert sorted(crowd[0].ask("notes"), key=int) == [str(number) for number in range(20)]
    assert postmasters(home) == 1
    for each in crowd:
        each.quit()
    assert not servers(home)


def test_programs_that_come_and_go_never_meet_a_server_that_is_leaving(
    used_home: Path, program: Starter
) -> None:
    leaving = program(used_home)
    leaving.until_ready()
    for _ in range(8):
        coming = program(used_home)
        leaving.quit()
        coming.until_ready()
        assert coming.ask("notes") == ["kept from before"]
        leaving = coming


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_no_server_stays_behind_when_the_program_is_killed(
    used_home: Path, program: Starter, number: int
) -> None:
    killed = program(used_home)
    killed.until_ready()
    assert servers(used_home)
    killed.signal(number)
    wait_until(lambda: not servers(used_home))
    again = program(used_home)
    again.until_ready()
    assert again.ask("notes") == ["kept from before"]


@pytest.mark.parametrize("step", ["Preparing", "Starting"])
def test_a_program_killed_while_it_starts_leaves_nothing_running_and_the_next_start_is_whole(
    home: Path, program: Starter, step: str
) -> None:
    killed = program(home)
    killed.until_step(step)
    killed.signal(signal.SIGKILL)
    again = program(home)
    again.until_ready()
    again.ask("note whole")
    again.quit()
    assert not servers(home)
    assert not (home / "postgres" / f"{DATA}.new").exists()


def test_a_killed_program_does_not_take_the_server_from_the_others(used_home: Path, program: Starter) -> None:
    first, second = program(used_home), program(used_home)
    first.until_ready()
    second.until_ready()
    first.signal(signal.SIGKILL)
    assert second.ask("note still here") == ["kept from before", "still here"]
    second.quit()
    assert not servers(used_home)


def test_the_server_comes_back_after_it_was_killed_with_all_that_was_saved(
    used_home: Path, program: Starter
) -> None:
    user = program(used_home)
    user.until_ready()
    for round_number in range(3):
        user.ask(f"note {round_number}")
        kill_postmaster(used_home)
        user.ask("ensure")
        assert user.ask("notes") == ["kept from before", *map(str, range(round_number + 1))]
    user.quit()
    assert not servers(used_home)


def test_many_threads_that_notice_a_dead_server_bring_back_one(used_home: Path) -> None:
    with Cluster(used_home) as cluster:
        kill_postmaster(used_home)
        problems: list[BaseException] = []

        def notice() -> None:
            try:
                cluster.ensure()
                connection(cluster.url()).close()
            except BaseException as problem:  # noqa: BLE001 - whatever it is, the test is to show it
                problems.append(problem)

        threads = [threading.Thread(target=notice) for _ in range(8)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        assert problems == []
    assert not servers(used_home)


def test_a_server_that_two_programs_lost_is_brought_back_once(used_home: Path, program: Starter) -> None:
    first, second = program(used_home), program(used_home)
    first.until_ready()
    second.until_ready()
    kill_postmaster(used_home)
    first.ask("ensure")
    server = postmaster(used_home)
    second.ask("ensure")
    assert postmaster(used_home) == server


def watchdog_of(user: psutil.Process) -> psutil.Process:
    living = [each for each in user.children() if each.status() != psutil.STATUS_ZOMBIE]
    return next(each for each in living if "watchdog.py" in " ".join(each.cmdline()))


def test_closing_stops_the_server_even_if_the_watchdog_was_killed(used_home: Path) -> None:
    cluster = Cluster(used_home)
    cluster.start()
    watchdog_of(psutil.Process()).kill()
    cluster.close()
    assert not servers(used_home)


def test_a_watchdog_that_was_killed_is_replaced(used_home: Path, program: Starter) -> None:
    user = program(used_home)
    user.until_ready()
    dog = watchdog_of(psutil.Process(user.pid))
    dog.kill()
    wait_until(lambda: dog.status() == psutil.STATUS_ZOMBIE)
    user.ask("ensure")
    user.signal(signal.SIGKILL)
    wait_until(lambda: not servers(used_home))


def test_a_closed_notebook_says_so(used_home: Path) -> None:
    cluster = Cluster(used_home)
    for attempt in (cluster.ensure, cluster.url, cluster.admin_url):
        with pytest.raises(DatabaseUnavailable, match="closed"):
            attempt()


def test_an_interrupted_start_leaves_nothing_running(home: Path) -> None:
    def interrupt(step: str) -> None:
        if step.startswith("Starting"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Cluster(home).start(interrupt)
    assert not servers(home)


def test_loading_the_cluster_loads_no_database_library() -> None:
    heavy = "sqlalchemy psycopg psutil alembic PySide6"
    code = (
        f"import sys, core.store.cluster; sys.exit(' '.join(set('{heavy}'.split()) & set(sys.modules)) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def until_noticed(pid: int) -> None:
    """Wait until the server has taken note that this process of its died; on a busy machine it goes on for a while as if
    nothing were."""
    wait_until(lambda: not psutil.pid_exists(pid))


def test_after_a_killed_connection_the_notebook_is_back_when_ensure_returns(used_home: Path) -> None:
    with Cluster(used_home) as cluster:
        for _ in range(5):
            doomed = connection(cluster.admin_url())
            pid = doomed.info.backend_pid
            os.kill(pid, signal.SIGKILL)
            with pytest.raises(psycopg.OperationalError):
                doomed.execute("select pg_sleep(60)")
            doomed.close()
            until_noticed(pid)
            cluster.ensure()
            with connection(cluster.url()) as notes:
                assert notes.execute("select text from notes").fetchall() == [("kept from before",)]


def test_a_server_whose_socket_was_cleaned_away_is_reachable_again(used_home: Path) -> None:
    with Cluster(used_home) as cluster:
        (used_home / "postgres/socket/.s.PGSQL.5432").unlink()
        cluster.ensure()
        connection(cluster.url()).close()
    assert not servers(used_home)


def test_a_bundle_stops_the_server_by_calling_itself(used_home: Path) -> None:
    cluster = Cluster(used_home)
    cluster.start()
    places = [used_home / "postgres", postmaster(used_home).cwd(), cluster.bin / "pg_ctl"]
    command = [sys.executable, "-m", "app", "--watch-database", *map(str, places)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, cwd=PROJECT) as bundled:
        dog, cluster._watchdog = cluster._watchdog, None  # its place is taken by the bundle's
        assert dog
        assert dog.stdin
        dog.kill()
        dog.wait()
        dog.stdin.close()
        assert cluster._users is not None
        os.close(cluster._users)  # what the end of the program does, however it ends
        cluster._users = None
        assert bundled.stdin
        bundled.stdin.close()
        assert bundled.wait(60) == 0
    assert not servers(used_home)
    cluster.close()
