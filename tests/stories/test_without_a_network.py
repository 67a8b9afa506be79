"""A person on a train: on a machine that was just started everything is found, and no network was asked for anything."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.stories.machine import Machine

_IN_NO_NETWORK = (["unshare", "--net"], ["unshare", "--net", "--map-current-user"])
_WITHOUT_SOCKETS = """
import os, runpy, socket, sys

def connect(self, address, connect=socket.socket.connect):
    if self.family != socket.AF_UNIX:
        raise OSError(101, "Network is unreachable")
    return connect(self, address)

socket.socket.connect = connect
sys.path[0] = os.getcwd()
sys.argv = sys.argv[2:]
runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
"""


@pytest.fixture(scope="module")
def offline(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Python in a network of its own that leads nowhere; where that is not allowed, without the sockets for one."""
    for prefix in _IN_NO_NETWORK:
        if shutil.which("unshare") and subprocess.run([*prefix, "true"], check=False).returncode == 0:
            return [*prefix, sys.executable]
    path = tmp_path_factory.mktemp("offline") / "python.py"
    path.write_text(_WITHOUT_SOCKETS)
    return [sys.executable, str(path)]


def reaches(python: list[str], port: int) -> bool:
    """Whether this Python can open a connection to this machine itself, the nearest of all networks."""
    knock = f"socket.create_connection(('127.0.0.1', {port}), 5)"
    arguments = ["-m", "timeit", "-n", "1", "-r", "1", "-s", "import socket", knock]
    return subprocess.run([*python, *arguments], capture_output=True, check=False).returncode == 0


def test_the_network_is_really_denied(offline: list[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
        assert (reaches([sys.executable], port), reaches(offline, port)) == (True, False)


@pytest.mark.timeout(1200)
def test_notes_are_written_and_found_by_their_words_without_a_network(
    offline: list[str], tmp_path: Path
) -> None:
    train = Machine(tmp_path / "train", within=offline)
    boiler = train.run("capture", "--tag", "house", "# Boiler\n\nThe plumber comes on Friday.").strip()
    roof = train.run("capture", "--tag", "house", "# Roof\n\nA tile is loose.").strip()

    assert [hit["id"] for hit in train.ask("search", "--mode", "words", "plumbers")["hits"]] == [boiler]
    assert train.ask("why", boiler, "plumbers")["rank"] == 1
    assert train.ask("why", roof, "plumbers")["rank"] is None
    assert [each["id"] for each in train.ask("related", boiler)["related"]] == [roof]
    assert train.ask("doctor")["ok"] is True


@pytest.mark.timeout(1200)
def test_notes_are_read_and_found_by_their_meaning_without_a_network(
    offline: list[str], tmp_path: Path, installed_model: str
) -> None:
    train = Machine(tmp_path / "train", within=offline)
    boiler = train.run("capture", "Mr. Novak repaired the boiler in the cellar.").strip()
    bread = train.run("capture", "Flour, water and salt. Let it rest overnight, then bake it.").strip()

    assert train.ask("embed") == {"model": installed_model, "embedded": 2, "total": 2, "paused": False}
    for thought, meant in (("someone who mends the heating", boiler), ("how to make a loaf", bread)):
        found = train.ask("search", "--mode", "meaning", thought)
        assert (found["mode"], found["hits"][0]["id"]) == ("meaning", meant)
        assert train.ask("search", thought)["hits"][0]["id"] == meant
        why = train.ask("why", meant, thought)
        assert (why["rank"], "meaning" in [each["channel"] for each in why["evidence"]]) == (1, True)
