"""`second-brain open --register`: menus and links of the desktop lead to this very program, and to nothing afterwards."""

from __future__ import annotations

import configparser
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from app.cli import registering
from tests.app.cli.conftest import CommandLine

DEFAULT = "default second-brain.desktop x-scheme-handler/secondbrain\n"


@pytest.fixture
def applications(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folder of applications, which is not there yet."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr(sys, "platform", "linux")
    return tmp_path / "data" / "applications"


@pytest.fixture
def asked_of_the_desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What xdg-mime was asked; a stand-in for it is the only one in the way to programs."""
    asked, programs = tmp_path / "asked", tmp_path / "bin"
    programs.mkdir()
    (programs / "xdg-mime").write_text(f'#!/bin/sh\necho "$@" >> {asked}\n')
    (programs / "xdg-mime").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:/usr/bin:/bin")
    return asked


def entry(path: Path) -> configparser.ConfigParser:
    read = configparser.ConfigParser(interpolation=None)
    read.optionxform = str  # type: ignore[assignment,method-assign]  # names keep their capitals
    read.read(path, encoding="utf-8")
    return read


def test_links_lead_to_this_very_program_and_notebook(
    second_brain: CommandLine, applications: Path, asked_of_the_desktop: Path
) -> None:
    told = second_brain.text("open", "--register")
    path = applications / "second-brain.desktop"
    assert f"links open it: {path}" in told
    assert asked_of_the_desktop.read_text() == DEFAULT
    made = entry(path)
    assert made["Desktop Entry"]["MimeType"] == "x-scheme-handler/secondbrain;"
    program, *rest = shlex.split(made["Desktop Entry"]["Exec"])
    assert rest == ["--home", str(second_brain.home), "open", "%u"]
    assert shlex.split(made["Desktop Action capture"]["Exec"])[-2:] == ["capture", "--window"]
    version = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    assert version.startswith("Second Brain 3"), "what stands there starts"


def test_the_desktop_forgets_it_again_also_where_it_never_knew(
    second_brain: CommandLine, applications: Path, asked_of_the_desktop: Path
) -> None:
    second_brain.text("open", "--register")
    for _ in range(2):
        values = second_brain.json("open", "--unregister")
        assert values == {
            "file": str(applications / "second-brain.desktop"),
            "registered": False,
            "links": False,
        }
        assert list(applications.iterdir()) == []


def test_without_xdg_mime_menus_know_it_and_the_rest_is_said(
    second_brain: CommandLine, applications: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "up to your desktop: xdg-mime is not here" in second_brain.text("open", "--register")
    assert (applications / "second-brain.desktop").is_file()


def test_what_goes_wrong_is_told_in_words(second_brain: CommandLine, applications: Path) -> None:
    applications.parent.write_text("a file where a folder should be")
    done = second_brain("open", "--register")
    assert done.exit_code == 1 and "cannot be written" in done.stderr
    both = second_brain("open", "--register", "secondbrain://capture?text=a")
    assert both.exit_code == 2
    assert second_brain("open", "--register", "--unregister").exit_code == 2


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_elsewhere_it_leads_to_the_guide(
    second_brain: CommandLine, applications: Path, monkeypatch: pytest.MonkeyPatch, platform: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    done = second_brain("open", "--register")
    assert done.exit_code == 1 and "The guide says how" in done.stderr
    assert not applications.exists()


@pytest.mark.parametrize(
    ("word", "stands"),
    [
        ("/opt/second-brain", "/opt/second-brain"),
        ("/home/a b/x", '"/home/a b/x"'),
        ("/100%/x", "/100%%/x"),
        ('/a"$b', r'"/a\\"\\$b"'),
    ],
)
def test_a_folder_of_any_name_stands_in_such_a_file_as_desktops_read_it(word: str, stands: str) -> None:
    assert registering._quoted(word) == stands
