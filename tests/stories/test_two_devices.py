"""A person with a laptop and a desktop, a team server, and a keyring on each: what is written on one is on the other.

What needs the keyring is a process of its own, with the system's real one; the server is the real one, behind a socket.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from core.store.cluster import Cluster
from tests.fixtures.postgres import create_database, drop_database
from tests.fixtures.syncing import NAME
from tests.stories.device import Device, await_keyring

_PATIENCE = 120.0  # seconds


@pytest.fixture
def devices(
    cluster: Cluster, template_database: str, tmp_path: Path, secret_service: dict[str, str]
) -> Iterator[tuple[Device, Device]]:
    """A laptop and a desktop."""
    names = ("story_laptop", "story_desktop")
    for name in names:
        create_database(cluster, name, template_database)
    await_keyring(secret_service)
    yield (
        Device(tmp_path / "laptop", cluster.url(names[0]), secret_service),
        Device(tmp_path / "desktop", cluster.url(names[1]), secret_service),
    )
    for name in names:
        drop_database(cluster, name)


@pytest.mark.usefixtures("maria")
@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_what_is_written_on_the_laptop_is_on_the_desktop_and_back(
    devices: tuple[Device, Device], team_url: str
) -> None:
    laptop, desktop = devices
    bread = laptop.run("capture", "# Bread\n\nwith walnuts", "--tag", "baking").strip()
    assert laptop.sign_in(team_url, "Laptop")["username"] == NAME
    assert laptop.ask("status")["tokens"] == "keyring"
    assert laptop.ask("sync")["pushed"] == 1

    desktop.sign_in(team_url, "Desktop")
    assert desktop.ask("sync")["pulled"] == 1
    assert desktop.ask("show", bread) == laptop.ask("show", bread)
    assert [each["name"] for each in desktop.ask("devices")["devices"]] == ["Desktop", "Laptop"]

    # The same words are changed on both; nothing is lost, and a person chooses.
    _write(laptop, bread, "# Bread\n\nwith hazelnuts")
    _write(desktop, bread, "# Bread\n\nwith almonds")
    laptop.run("sync")
    assert desktop.ask("sync")["clashed"] == [bread]
    (conflict,) = desktop.ask("conflicts", "show", bread)["conflicts"]
    assert conflict["mine"] == "# Bread\n\nwith almonds" and conflict["theirs"] == "# Bread\n\nwith hazelnuts"
    desktop.run("conflicts", "settle", bread, "--both")
    desktop.run("sync")
    assert laptop.ask("sync", "--verify")["compared"] == {"differing": [], "mended": []}
    assert laptop.run("show", bread) == desktop.run("show", bread) == conflict["both"]
    assert laptop.ask("conflicts", "list") == {"conflicts": []}

    # Signed out, the desktop keeps its notes, and what it writes waits.
    assert desktop.ask("sign-out", "--yes")["notes"] == 1
    assert desktop.ask("status")["state"] == "signed out"
    cake = desktop.run("capture", "Cake").strip()
    assert "sign-in" in desktop.ask("sync", code=1)["error"]["hint"]
    desktop.sign_in(team_url, "Desktop")
    desktop.run("sync")
    laptop.run("sync")
    assert laptop.run("show", cake) == "Cake"
    for each in devices:
        assert each.ask("doctor", "--replay")["ok"] is True


@pytest.mark.usefixtures("maria")
@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_who_watches_has_it_without_asking(devices: tuple[Device, Device], team_url: str) -> None:
    laptop, desktop = devices
    for device, name in ((laptop, "Laptop"), (desktop, "Desktop")):
        device.sign_in(team_url, name)
    watching = [device.begin("sync", "--watch") for device in devices]
    for process in watching:
        assert process.stderr is not None and "In touch" in process.stderr.readline()
    _comes(laptop, desktop, "Written before the train leaves", watching)
    _comes(laptop, desktop, "Written in the train", watching)  # for this one both wait
    told = [_stopped(process) for process in watching]
    assert told[0].count("1 sent") == told[1].count("1 fetched") == 2


@pytest.mark.timeout(1200)
@pytest.mark.usefixtures("maria")
def test_a_wrong_password_changes_nothing(devices: tuple[Device, Device], team_url: str) -> None:
    laptop, _ = devices
    wrong = ("sign-in", team_url, "--user", NAME, "--password-stdin")
    assert laptop.ask(*wrong, stdin="not it at all\n", code=1)["error"]["hint"]
    assert laptop.ask("status")["signed_in"] is False


def _write(device: Device, note: str, text: str) -> None:
    editor = device.home / "editor.py"
    editor.write_text(f"import pathlib, sys\npathlib.Path(sys.argv[1]).write_text({text!r})\n")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("EDITOR", f'"{sys.executable}" "{editor}"')
        device.run("edit", note)


def _comes(laptop: Device, desktop: Device, text: str, watching: Sequence[subprocess.Popen[str]]) -> None:
    """What is written on one is on the other without a command there."""
    note = laptop.run("capture", text).strip()
    deadline = time.monotonic() + _PATIENCE
    while note not in [each["id"] for each in desktop.ask("list")["notes"]]:
        assert time.monotonic() < deadline and all(process.poll() is None for process in watching)
        time.sleep(0.2)
    assert desktop.run("show", note) == text


def _stopped(process: subprocess.Popen[str]) -> str:
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=_PATIENCE)
    assert process.returncode == 130, (out, err)
    return out
