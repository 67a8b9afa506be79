"""Where contents of files are kept, chosen on the command line: the key is read or typed unseen, and never told."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from core import FarKey, FarPlace
from tests.app.cli.conftest import CommandLine
from tests.app.cli.test_program import ROOT, command
from tests.fixtures.far_store import Ring
from tests.fixtures.services import Killable


@pytest.fixture
def chosen(second_brain: CommandLine, far_place: FarPlace, far_key: FarKey, far_ring: Ring) -> list[str]:
    """The arguments with which the store was chosen."""
    assert far_ring.kept == {}
    arguments = [
        *("files", "--store", f"s3://{far_place.bucket}/{far_place.prefix}"),
        *("--endpoint", far_place.endpoint),
    ]
    result = second_brain(*arguments, stdin=f"{far_key.access}\n{far_key.secret}\n")
    assert result.exit_code == 0, result.output
    assert far_key.secret not in result.output
    return arguments


def test_files_are_copied_and_come_to_another_computer_with_the_same_database(
    second_brain: CommandLine, chosen: list[str], far_key: FarKey, tmp_path: Path
) -> None:
    note = second_brain.capture("a note")
    (tmp_path / "plan.txt").write_text("the plan")
    second_brain("files", note, "--attach", tmp_path / "plan.txt")
    told = second_brain.json("files", "--stored")
    assert (told["store"], told["endpoint"]) == (chosen[2], chosen[4])
    assert (told["files"], told["size"], told["copied"], told["copied_at"]) == (1, 8, 0, None)
    assert "0 of them also in S3" in second_brain.text("files", "--stored")
    told = second_brain.json("files", "--copy")
    assert (told["copied"], told["trouble"]) == (1, "") and told["copied_at"]
    assert "all of them also in S3. Last copied today" in second_brain.text("files", "--stored")

    other = CommandLine(tmp_path / "other", second_brain.database)
    saving = ["files", note, "--save", "plan.txt", "--to", str(tmp_path / "saved.txt")]
    assert "not on this device" in other.json(*saving, code=1)["error"]["words"]
    other.json(*chosen)  # this keyring has the key
    assert other.json(*saving)["saved"]
    assert (tmp_path / "saved.txt").read_text() == "the plan"
    for home in (second_brain.home, other.home):
        written = [path for path in home.rglob("*") if path.is_file()]
        assert not [path for path in written if far_key.secret.encode() in path.read_bytes()]


def test_going_back_to_the_data_folder_forgets_the_key_and_says_what_stays(
    second_brain: CommandLine, chosen: list[str], far_ring: Ring
) -> None:
    result = second_brain("files", "--store", "here")
    assert result.exit_code == 0 and "data folder alone" in result.stdout
    assert "stays there" in result.stderr
    assert far_ring.kept == {}
    assert second_brain.json("files", "--stored")["store"] == "here"
    assert "Nothing was copied." in second_brain.json("files", "--copy", code=1)["error"]["hint"]
    assert "no key" in second_brain.json(*chosen, stdin="", code=1)["error"]["words"]


def test_a_store_that_does_not_do_is_told_and_not_chosen(
    second_brain: CommandLine, far_place: FarPlace, far_key: FarKey, far_ring: Ring
) -> None:
    address = f"s3://{far_place.bucket}"
    given: list[tuple[str, list[str], str]] = [
        ("refuses the key", ["--endpoint", far_place.endpoint], f"{far_key.access}\nwrong-secret\n"),
        ("no key in that", ["--endpoint", far_place.endpoint], f"{far_key.access}\n"),
        ("Without TLS", ["--endpoint", "http://s3.example.com"], "a\nb\n"),
        ("does not answer", ["--endpoint", "http://127.0.0.1:9"], "a\nb\n"),
    ]
    for words, arguments, stdin in given:
        error = second_brain.json("files", "--store", address, *arguments, stdin=stdin, code=1)["error"]
        assert words in error["words"] and "wrong-secret" not in str(error)
    for wrong in (
        ["--store", address],
        ["--store", "here", "--endpoint", far_place.endpoint],
        ["--insecure"],
        ["--region", "eu"],
    ):
        assert second_brain("files", *wrong).exit_code == 2
    assert (second_brain.json("files", "--stored")["store"], far_ring.kept) == ("here", {})


@pytest.mark.usefixtures("chosen")
def test_a_store_that_is_away_is_told_here_and_by_the_doctor(
    second_brain: CommandLine, object_store: Killable, tmp_path: Path
) -> None:
    note = second_brain.capture("a note")
    (tmp_path / "plan.txt").write_text("the plan")
    second_brain("files", note, "--attach", tmp_path / "plan.txt")

    def looked() -> Any:
        told = second_brain("doctor", "--json").stdout

        return next(check for check in json.loads(told)["checks"] if check["name"] == "s3")

    assert looked()["ok"]
    object_store.kill()
    assert not looked()["ok"]
    assert "does not answer" in second_brain.json("files", "--copy", code=1)["error"]["words"]
    assert "does not answer" in second_brain.json("files", "--stored")["trouble"]


def test_on_a_terminal_the_secret_is_not_echoed(second_brain: CommandLine) -> None:
    ours, theirs = pty.openpty()
    asked = ["files", "--store", "s3://bucket", "--endpoint", "http://127.0.0.1:9"]
    process = subprocess.Popen(
        ["setsid", "--ctty", *command(second_brain, *asked)],
        cwd=ROOT,
        env={**os.environ, "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    seen = b""
    for prompt, answer in (
        (b"the one in the keyring): ", b"mine\n"),
        (b"it is not shown): ", b"sesame-open\n"),
    ):
        while prompt not in seen:
            seen += os.read(ours, 4096)
        os.write(ours, answer)
    try:
        while piece := os.read(ours, 4096):
            seen += piece
    except OSError:  # how Linux says that the other end of a terminal is closed
        pass
    os.close(ours)
    assert process.wait(30) == 1
    assert b"does not answer" in seen and b"sesame" not in seen


@pytest.mark.usefixtures("chosen")
def test_space_is_freed_and_files_are_brought_back(second_brain: CommandLine, tmp_path: Path) -> None:
    note = second_brain.capture("a note")
    (tmp_path / "plan.txt").write_text("the plan")
    second_brain("files", note, "--attach", tmp_path / "plan.txt")
    second_brain.json("files", "--copy")
    assert second_brain.json("files", "--free") == {"files": 0, "size": 0, "mended": 0, "removed": False}
    (content,) = (second_brain.home / "blobs").glob("??/*")
    at = time.time() - 40 * 86_400
    os.utime(content, (at, at))
    assert "1 file could go from this device, 8 bytes." in second_brain.text("files", "--free")
    assert second_brain.json("files", "--free", "--days", "50")["files"] == 0 and content.exists()
    assert second_brain.json("files", "--free", "--remove")["size"] == 8 and not content.exists()
    assert "1 more is in S3 alone." in second_brain.text("files", "--stored")
    assert "is not on this device" in second_brain.json("files", "--store", "here", code=1)["error"]["words"]
    assert second_brain.json("files", "--bring")["alone"] == 0 and content.read_text() == "the plan"
    assert (
        second_brain("files", "--leave").exit_code == 2 == second_brain("files", "--free", "--copy").exit_code
    )
