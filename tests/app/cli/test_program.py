"""How the program starts, fails and ends, whatever the command."""

from __future__ import annotations

import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

import app.cli
from app.cli import bugs
from app.cli.screen import shown
from tests.app.cli.conftest import CommandLine

ROOT = Path(__file__).parents[3]


def command(second_brain: CommandLine, *arguments: str) -> list[str]:
    """The command as another process."""
    everywhere = ["--home", str(second_brain.home), "--database", second_brain.database]
    return [sys.executable, "-m", "app.cli", *everywhere, *arguments]


def on_a_terminal(arguments: list[str], answer: bytes = b"") -> str:
    """What a person would see of a command."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        arguments, cwd=ROOT, stdin=theirs, stdout=theirs, stderr=theirs, close_fds=True
    )
    os.close(theirs)
    os.write(ours, answer)
    seen = b""
    try:
        while piece := os.read(ours, 4096):
            seen += piece
    except OSError:  # how Linux says that the other end of a terminal is closed
        pass
    process.wait()
    os.close(ours)
    return seen.decode()


def test_the_version_and_the_help_need_no_notebook(second_brain: CommandLine) -> None:
    assert json.loads(second_brain("--json", "--version").stdout)["version"]
    listed = second_brain.text("--help")
    for name in (
        "capture show edit list search why related searches history delete restore purge tags import-v2 import-notes "
        "export doctor window"
    ).split():
        assert re.search(rf"\b{name}\b", listed)
    assert not second_brain.home.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        ["frobnicate"],
        ["show"],
        ["list", "--limit", "0"],
        ["list", "--order", "size"],
        ["show", "abcdef", "--at", "now"],
    ],
)
def test_wrong_usage_is_exit_code_2(second_brain: CommandLine, wrong: list[str]) -> None:
    result = second_brain(*wrong)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr


def test_a_database_that_is_not_there_is_told_in_words_without_its_password(tmp_path: Path) -> None:
    gone = CommandLine(tmp_path / "home", "postgresql://me:hunter2@127.0.0.1:1/none")
    result = gone("list")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "database" in result.stderr
    assert "hunter2" not in result.output
    told = gone.json("list", code=1)
    assert list(told) == ["error"]
    assert list(told["error"]) == ["words", "hint"]


def test_a_bug_is_told_in_a_sentence_and_written_down_without_secrets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(*_: object, **__: object) -> None:
        raise RuntimeError("cannot reach postgresql://me:hunt%3Aer2@host/x as hunt:er2, password=other")

    monkeypatch.setattr("core.open_brain", break_down)
    broken = CommandLine(tmp_path / "home", "postgresql://me:hunt%3Aer2@host/x")
    result = broken("capture", "a secret thought")
    assert (result.exit_code, "Traceback" in result.output) == (1, False)
    log = tmp_path / "home" / "log" / "command-line.log"
    assert str(log) in result.stderr.replace("\n", "")
    text = log.read_text()
    assert "RuntimeError: cannot reach" in text
    for secret in ("hunt%3Aer2", "hunt:er2", "other", "secret thought"):
        assert secret not in text
    assert log.stat().st_mode & 0o077 == 0
    monkeypatch.setattr(bugs, "LARGEST", 10)
    assert broken.json("list", code=1)["error"]["hint"].endswith(str(log))
    assert "secret" not in log.read_text() and log.with_suffix(".old.log").exists()


def test_a_bug_that_cannot_be_written_down_is_told_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    words, hint = bugs.report(RuntimeError("on the moon"), tmp_path / "file", None)
    assert "went wrong" in words
    assert "on the moon" in hint


def test_without_a_command_the_window_opens_on_the_same_notebook(
    second_brain: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[dict[str, object]] = []

    def run(**given: object) -> int:
        asked.append(given)
        return 3

    monkeypatch.setattr("app.desktop.run", run)
    assert second_brain().exit_code == 3
    assert second_brain("window").exit_code == 3
    assert asked == [{"home": str(second_brain.home), "database": second_brain.database}] * 2


@pytest.mark.parametrize("reads", [True, False])
def test_a_reader_who_has_had_enough_hears_no_complaint(
    reads: bool, second_brain: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PYTHONUNBUFFERED", raising=False)  # buffers are what makes the end difficult
    path = tmp_path / "many.jsonl"
    path.write_text("".join(f'{{"text": "note {number} {"x" * 150}"}}\n' for number in range(3_000)))
    second_brain.text("import-notes", path)
    process = subprocess.Popen(
        command(second_brain, "list", "-n", "3000" if reads else "3"),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None and process.stderr is not None
    if reads:
        assert process.stdout.readline()
    process.stdout.close()
    assert (process.stderr.read(), process.wait()) == (b"", 0)
    process.stderr.close()


def test_ctrl_c_ends_an_import_between_two_batches_and_the_next_one_goes_on(
    second_brain: CommandLine, tmp_path: Path
) -> None:
    path, total = tmp_path / "many.jsonl", 30_000
    path.write_text("".join(f'{{"text": "note {number}"}}\n' for number in range(total)))
    process = subprocess.Popen(
        command(second_brain, "import-notes", str(path), "--json"),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with psycopg.connect(second_brain.database.replace("+psycopg", "", 1), autocommit=True) as watching:
        while watching.execute("select count(*) from events").fetchone() == (0,):
            assert process.poll() is None
            time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate()
    told = json.loads(out)
    assert process.returncode == 130, err
    assert (told["finished"], told["complete"]) == (False, False)
    assert 0 < told["created"] < total
    assert told["created"] == second_brain.json("list", "-n", "1")["total"]
    rest = second_brain.json("import-notes", path)
    assert (rest["created"], rest["identical"]) == (total - told["created"], told["created"])


def test_ctrl_c_anywhere_else_is_told_in_words(
    second_brain: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def press(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("core.brain.Brain.tags", press)
    result = second_brain("tags")
    assert (result.exit_code, result.stderr) == (
        130,
        "Stopped.\nWhat was done before is safe, and nothing is half done.\n",
    )


def test_on_a_terminal_lists_are_aligned_and_notes_cannot_command_it(second_brain: CommandLine) -> None:
    second_brain.capture("# Evil \x1b]0;title\x07 [bold]x[/bold]\n\x1b[31mred", "--tag", "x")
    for arguments in (["list"], ["search", "evil"], ["show", second_brain.json("list")["notes"][0]["id"]]):
        seen = on_a_terminal(command(second_brain, *arguments))
        assert "Evil" in seen and "\x1b]0" not in seen and "\x1b[31m" not in seen
    assert "[bold]x[/bold]" in on_a_terminal(command(second_brain, "list"))
    assert "…" in on_a_terminal(command(second_brain, "list"))


def test_on_a_terminal_capture_without_a_text_says_how(second_brain: CommandLine) -> None:
    assert "say what to capture" in on_a_terminal(command(second_brain, "capture"))


def test_on_a_terminal_long_work_shows_how_far_it_is(second_brain: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    path.write_text("".join(f'{{"text": "note {number}"}}\n' for number in range(3_000)))
    seen = on_a_terminal(command(second_brain, "import-notes", str(path)))
    assert "Importing" in seen
    assert "created" in seen


@pytest.mark.parametrize(
    ("text", "safe"),
    [("a\x1b[0m", "a�[0m"), ("a\nb", "a b"), ("a\x9bb\x7f", "a�b�"), ("a\u202eb", "a�b"), ("tab\t", "tab\t")],
)
def test_text_on_a_terminal_has_no_commands_in_it(text: str, safe: str) -> None:
    assert shown(text) == safe


def test_the_script_gives_the_exit_code(
    second_brain: CommandLine, capsys: pytest.CaptureFixture[str]
) -> None:
    assert app.cli.main(["--version"]) == 0
    assert app.cli.main(["frobnicate"]) == 2
