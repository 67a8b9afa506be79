"""What can be wrong around a notebook is found and told with what helps; what is safe is tidied up."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from core import Check, look_around, surroundings, tidy_up
from core.embedding import keys
from core.embedding.consent import Consent, write_consent
from core.errors import BrainError

LONG_AGO = 1_000_000_000.0


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder as the program makes it, and no settings of anybody around it."""
    made = tmp_path / "home"
    made.mkdir(mode=0o700)
    monkeypatch.chdir(made)
    return made


def found(home: Path, name: str, **environment: str) -> Check:
    """One finding."""
    return next(check for check in look_around(home, environment) if check.name == name)


def test_where_all_is_well_everything_says_so(home: Path) -> None:
    checks = look_around(home, {})
    names = "home privacy disk remains s3 leftovers clock keyring model"
    assert [check.name for check in checks] == names.split()
    assert [check for check in checks if not check.ok or check.mend] == []
    assert tidy_up(home, checks) == ()


def test_a_folder_that_is_not_there_is_told_and_the_rest_is_looked_at(tmp_path: Path) -> None:
    checks = look_around(tmp_path / "none", {})
    assert [check.name for check in checks] == "home leftovers clock keyring model".split()
    assert (checks[0].ok, "--home" in checks[0].hint) == (False, True)


def test_a_folder_that_others_can_look_into_is_closed(home: Path) -> None:
    home.chmod(0o755)
    check = found(home, "privacy")
    assert (check.ok, check.hint) == (False, "Mend it with: second-brain doctor --fix")
    assert tidy_up(home, [check]) == ("Took the rights of others to look into the data folder.",)
    assert found(home, "privacy").ok
    assert not home.stat().st_mode & 0o066


def test_what_cannot_be_tidied_is_told(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    home.chmod(0o755)
    monkeypatch.setattr(Path, "chmod", refuse)
    assert tidy_up(home, [found(home, "privacy")]) == ("Not mended (privacy): Operation not permitted.",)


def test_a_folder_that_cannot_be_written_is_told(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert "writable" in found(home, "home").hint


def test_a_full_disk_is_told(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(surroundings, "LOW", 1 << 62)
    assert (found(home, "disk").ok, found(home, "disk").hint) == (False, "Free some space.")


def test_what_an_interrupted_program_left_behind_is_removed_and_nothing_else(home: Path) -> None:
    kept = [
        home / "embedding.json",
        home / "fresh.json.1.new",
        home / "mine.new",
        home / "postgres" / "data18",
    ]
    remains = [
        home / "embedding.json.1.new",
        home / "postgres" / "data18.new",
        home / "backups" / ".a.dump.new",
    ]
    (home / "backups").mkdir()
    kept.append(home / "backups" / "a.dump")
    for path in (kept[3], remains[1]):
        path.mkdir(parents=True)
        (path / "PG_VERSION").touch()
    for path in (*kept[:3], kept[4], remains[0], remains[2]):
        path.touch()
    for path in (kept[2], kept[4], remains[0], remains[2]):
        os.utime(path, (LONG_AGO, LONG_AGO))
    check = found(home, "remains")
    assert (check.ok, "data18.new" in check.words, check.mend != "") == (True, True, True)
    assert tidy_up(home, [check]) == ("Removed .a.dump.new, embedding.json.1.new, data18.new.",)
    assert [path.exists() for path in (*kept, *remains)] == [True] * 5 + [False] * 3
    assert found(home, "remains").mend == ""


def test_a_half_made_database_without_a_whole_one_is_left_to_whoever_makes_it(home: Path) -> None:
    (home / "postgres" / "data18.new").mkdir(parents=True)
    assert found(home, "remains").mend == ""


def test_settings_of_qdrant_are_named_without_their_values(home: Path) -> None:
    (home / ".env").write_text("DATABASE_URL=x\n  export QDRANT_API_KEY = hunter2\n# QDRANT_URL=old\n")
    check = found(home, "leftovers", QDRANT_URL="http://me:hunter3@host", PATH="/bin")
    assert not check.ok
    for told in ("QDRANT_URL in the environment", f"QDRANT_API_KEY in {home / '.env'}", "unset QDRANT_URL"):
        assert told in check.words + check.hint
    assert "hunter" not in check.words + check.hint
    assert check.mend == ""


def test_a_clock_that_was_never_set_is_told(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "time", lambda: 3_600.0)
    check = found(home, "clock")
    assert (check.ok, "1970-01-01" in check.words, "Set the clock" in check.hint) == (False, True, True)


@pytest.mark.parametrize(
    ("zone", "known"),
    [
        ("Europe/Berlin", True),
        (":Asia/Tokyo", True),
        ("CET-1CEST", True),
        ("", True),
        ("Europe/Atlantis", False),
        ("../etc", False),
    ],
)
def test_a_time_zone_that_nobody_knows_is_told(home: Path, zone: str, known: bool) -> None:
    check = found(home, "clock", TZ=zone)
    assert check.ok is known
    assert known or "Europe/Berlin" in check.hint


@pytest.mark.parametrize("state", list(keys.KeyringState))
def test_a_keyring_matters_only_to_who_uses_openai(
    home: Path, monkeypatch: pytest.MonkeyPatch, state: keys.KeyringState
) -> None:
    monkeypatch.setattr(surroundings, "keyring_state", lambda _: state)
    assert found(home, "keyring").ok
    write_consent(home, Consent(given=True))
    check = found(home, "keyring")
    assert check.ok is (state is keys.KeyringState.KEPT)
    assert check.ok or check.hint


def test_a_key_in_the_environment_is_told_to_be_of_no_use(home: Path) -> None:
    check = found(home, "keyring", OPENAI_API_KEY="sk-secret")
    assert (check.ok, "openai-key" in check.hint, "sk-secret" in check.hint) == (True, True, False)


def test_a_model_that_is_missing_or_damaged_is_told(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(surroundings, "local_model", lambda: None)
    assert (found(home, "model").ok, "make model" in found(home, "model").hint) == (True, True)

    def damaged() -> None:
        raise BrainError("It cannot be read.", "Build it.")

    monkeypatch.setattr(surroundings, "local_model", damaged)
    check = found(home, "model")
    assert (check.ok, check.words, check.hint) == (False, "It cannot be read.", "Build it.")


class Odd:
    """A keyring that answers in a chosen way."""

    priority = 1

    def __init__(self, answer: Callable[[], str | None]) -> None:
        self._answer = answer

    def get_password(self, service: str, username: str) -> str | None:
        return self._answer()


def test_a_keyring_that_is_silent_or_missing_is_told_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "trusted_keyring", lambda: None)
    assert keys.keyring_state() is keys.KeyringState.NONE
    answer = threading.Event()
    monkeypatch.setattr(keys, "trusted_keyring", lambda: Odd(lambda: str(answer.wait(60))))
    assert keys.keyring_state(0.1) is keys.KeyringState.SILENT
    answer.set()
    monkeypatch.setattr(keys, "trusted_keyring", lambda: Odd(lambda: None))
    assert keys.keyring_state() is keys.KeyringState.EMPTY
    monkeypatch.setattr(keys, "trusted_keyring", lambda: Odd(lambda: "key"))
    assert keys.keyring_state() is keys.KeyringState.KEPT


def test_a_real_keyring_says_whether_it_is_locked_and_asks_nobody(secret_service: dict[str, str]) -> None:
    script = """
import time
import secretstorage
from core.embedding import keys

for _ in range(100):  # the daemon takes a moment to be on the bus
    if keys.keyring_state() is keys.KeyringState.EMPTY:
        break
    time.sleep(0.1)
keys.write_key("key")
print(keys.keyring_state())
bus = secretstorage.dbus_init()
secretstorage.get_default_collection(bus).lock()
print(keys.keyring_state(5))
"""
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=secret_service,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.stdout, done.stderr) == ("kept\nlocked\n", "")
