"""Setting up a checkout: quick when nothing has changed, plain when something is missing."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.architecture.source import ROOT

NEEDED = (
    *(".make/setup", ".make/setup.py", ".make/uv.lock", ".make/model.py", ".make/model.lock"),
    *("requirements.lock", "pyproject.toml", "Makefile"),
)
on_debian = pytest.mark.skipif(not shutil.which("dpkg-query"), reason="asks dpkg, which is not here")
on_posix = pytest.mark.skipif(os.name == "nt", reason="the shell script is for POSIX systems")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with a space in its path that holds no more than set-up itself needs."""
    folder = tmp_path / "second brain"
    for name in NEEDED:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    return folder


@pytest.fixture
def setup(checkout: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("setup_of_a_checkout", checkout / ".make" / "setup.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def bare_path(tmp_path: Path) -> Path:
    """A folder for PATH with the few tools of a bare Debian on which nothing is installed and nobody may install."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for tool in ("sh", "dirname", "env"):
        (folder / tool).symlink_to(shutil.which(tool) or "")
    (folder / "python3").symlink_to(sys.executable)
    (folder / "dpkg-query").write_text("#!/bin/sh\nprintf 'installed\\tdash\\t\\n'\n")
    (folder / "dpkg-query").chmod(0o755)
    return folder


def finished(setup: ModuleType, purpose: str = "test", *, words_only: bool = False) -> None:
    """Leaves the checkout as set-up leaves it, without the packages and without what is in the model's folder."""
    setup.PYTHON.parent.mkdir(parents=True)
    setup.PYTHON.symlink_to(sys.executable)
    if not words_only:
        setup.MODEL.mkdir(parents=True)
    required, optional = setup.system_packages(purpose)
    setup.write_stamp(
        {
            "fingerprint": setup.fingerprint(),
            "root": str(setup.ROOT),
            "system": [*required, *optional],
            "words_only": words_only,
        }
    )


@on_posix
def test_a_second_start_looks_and_goes_on(setup: ModuleType, checkout: Path, tmp_path: Path) -> None:
    finished(setup)
    before = setup.STAMP.stat()
    nothing = {"PATH": f"{tmp_path}:/usr/bin:/bin"}
    done = subprocess.run(
        ["/bin/sh", checkout / ".make/setup", "test"],
        env=nothing,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert setup.STAMP.stat().st_mtime_ns == before.st_mtime_ns


@pytest.mark.parametrize(
    "name", ["requirements.lock", "pyproject.toml", ".make/uv.lock", ".make/model.py", ".make/model.lock"]
)
def test_a_changed_lock_is_noticed(setup: ModuleType, checkout: Path, name: str) -> None:
    finished(setup)
    assert setup.ready("test")
    with (checkout / name).open("a") as file:
        file.write("\n")
    assert not setup.ready("test")


def test_a_checkout_that_was_moved_is_set_up_again(
    setup: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    finished(setup)
    monkeypatch.setattr(setup, "succeeds", lambda *_: True)  # its Python runs, and still its scripts are lost
    assert setup.venv_works(os.environ)
    setup.STAMP.write_text(json.dumps({**setup.read_stamp(), "root": "/elsewhere"}))
    assert not setup.venv_works(os.environ)


@on_posix
def test_what_a_linked_environment_leads_to_is_left_alone(
    setup: ModuleType, checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = tmp_path / "another" / "pyvenv.cfg"
    theirs.parent.mkdir()
    theirs.touch()
    (checkout / ".venv").symlink_to(theirs.parent)
    monkeypatch.setattr(setup, "ensure_system", lambda *_, **__: set())
    with pytest.raises(setup.SetupError, match="is a link to"):
        setup.set_up("test")
    assert theirs.exists()


def test_a_model_that_somebody_removed_is_built_again(setup: ModuleType) -> None:
    finished(setup)
    setup.MODEL.rmdir()
    assert not setup.ready("test")


def test_a_machine_without_the_model_does_not_try_again_at_each_start(setup: ModuleType) -> None:
    finished(setup, words_only=True)
    assert setup.ready("test")


def test_set_up_goes_on_with_words_alone_where_the_model_cannot_be_built(
    setup: ModuleType, monkeypatch: pytest.MonkeyPatch, checkout: Path
) -> None:
    finished(setup)
    setup.MODEL.rmdir()
    setup.MODEL_RECIPE.write_text("raise SystemExit(1)")
    monkeypatch.setattr(setup, "venv_works", lambda _: True)
    monkeypatch.setattr(setup, "install_packages", lambda _: None)
    monkeypatch.setattr(setup, "ensure_system", lambda *_, **__: set())
    setup.set_up("test")
    assert setup.read_stamp()["words_only"] is True
    assert setup.ready("test")


def test_a_broken_stamp_is_no_stamp(setup: ModuleType) -> None:
    finished(setup)
    setup.STAMP.write_text("{half")
    assert not setup.ready("test")


@on_posix
def test_missing_system_packages_are_named_in_one_line(checkout: Path, bare_path: Path) -> None:
    bare = {"PATH": str(bare_path)}
    done = subprocess.run(
        ["/bin/sh", checkout / ".make/setup", "test"], env=bare, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert "Type: sudo apt-get install " in line
    assert "libegl1" in line
    assert not (checkout / ".venv").exists()


@on_posix
def test_a_missing_python_is_told_in_one_line(checkout: Path, bare_path: Path) -> None:
    (bare_path / "python3").unlink()
    # /usr/bin/python3 is looked at by its full path, so here it must be one that is too old.
    script = (checkout / ".make/setup").read_text().replace("/usr/bin/python3", "no-such-python")
    (checkout / ".make/setup").write_text(script)
    bare = {"PATH": str(bare_path)}
    done = subprocess.run(
        ["/bin/sh", checkout / ".make/setup", "run"], env=bare, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert "Python 3.11 or newer" in line


@on_debian
def test_a_package_counts_as_installed_when_another_stands_in_for_it(setup: ModuleType) -> None:
    installed = setup.installed_packages()
    assert "dpkg" in installed
    assert "awk" in installed  # nobody's name: mawk or gawk provides it


@on_debian
def test_libraries_for_a_screen_are_asked_for_only_where_there_is_one(
    setup: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert "libxcb-cursor0" not in setup.system_packages("run")[0]
    monkeypatch.delenv("QT_QPA_PLATFORM")
    assert "libxcb-cursor0" in setup.system_packages("run")[0]
    assert "libxcb-cursor0" not in setup.system_packages("test")[0]


def test_uv_is_told_what_pip_was_told(
    setup: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in [name for name in os.environ if name.startswith(("PIP_", "UV_"))]:
        monkeypatch.delenv(name)
    settings = tmp_path / "pip.conf"
    settings.write_text(
        "[global]\nindex-url = https://mirror.invalid/simple\ncert = /etc/company.pem\n"
        "extra-index-url = https://one.invalid/simple\n    https://two.invalid/simple\n"
    )
    monkeypatch.setenv("PIP_CONFIG_FILE", str(settings))
    monkeypatch.setenv("PIP_FIND_LINKS", "/srv/wheels /srv/more")
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.setattr(setup, "PYTHON", Path(sys.executable))
    told = setup.uv_environment(setup.clean_environment())
    assert told["UV_DEFAULT_INDEX"] == "https://mirror.invalid/simple"
    assert told["UV_INDEX"] == "https://one.invalid/simple https://two.invalid/simple"
    assert told["UV_FIND_LINKS"] == "/srv/wheels,/srv/more"
    assert told["SSL_CERT_FILE"] == "/etc/company.pem"
