"""What a person allowed is kept here and means no when in doubt; the key is in the system's keyring or nowhere."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from core.embedding import keys
from core.embedding.consent import Consent, read_consent, write_consent
from core.errors import BrainError

SECRET = "sk-in-the-keyring"


class PlainFile:
    """A keyring as others may install it: always there, with the highest priority, and not to be trusted."""

    priority = 100

    def get_password(self, service: str, username: str) -> str | None:
        raise AssertionError("an untrusted keyring was asked")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise AssertionError("an untrusted keyring was given the key")

    def delete_password(self, service: str, username: str) -> None:
        raise AssertionError("an untrusted keyring was asked")


class Odd(PlainFile):
    """A keyring that answers in a chosen way."""

    def __init__(self, answer: Callable[[], str | None]) -> None:
        self.answer = answer

    def get_password(self, service: str, username: str) -> str | None:
        return self.answer()


def test_what_was_agreed_to_is_kept(tmp_path: Path) -> None:
    consent = Consent(given=True, kept_here=frozenset({"private", "日記"}))
    write_consent(tmp_path, consent)
    assert read_consent(tmp_path) == consent
    assert [path.name for path in tmp_path.iterdir()] == ["embedding.json"]
    write_consent(tmp_path, Consent())
    assert read_consent(tmp_path) == Consent()


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '{"openai": true}', '{"openai": true, "tags_kept_here": "x"}', "\ufeff{}"]
)
def test_a_file_that_cannot_be_understood_means_no(tmp_path: Path, text: str) -> None:
    (tmp_path / "embedding.json").write_text(text, encoding="utf-8")
    assert read_consent(tmp_path) == Consent(given=False)


@pytest.mark.parametrize("value", ["1", '"true"', "null", "[true]"])
def test_only_a_plain_yes_is_a_yes(tmp_path: Path, value: str) -> None:
    (tmp_path / "embedding.json").write_text(f'{{"openai": {value}, "tags_kept_here": []}}')
    assert not read_consent(tmp_path).given


def test_what_cannot_be_kept_is_told(tmp_path: Path) -> None:
    with pytest.raises(BrainError, match="cannot be kept"):
        write_consent(tmp_path / "missing", Consent(given=True))


def test_a_keyring_of_another_kind_is_never_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("keyring.backend.get_all_keyring", lambda: [PlainFile()])
    assert keys.trusted_keyring() is None
    for ask in (keys.read_key, keys.forget_key, lambda: keys.write_key(SECRET)):
        with pytest.raises(BrainError, match="no keyring"):
            ask()


def test_a_keyring_that_does_not_answer_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = threading.Event()
    monkeypatch.setattr(keys, "trusted_keyring", lambda: Odd(lambda: str(answer.wait(60))))
    with pytest.raises(BrainError, match="does not answer"):
        keys.read_key(patience=0.1)
    answer.set()


def test_a_keyring_that_fails_is_told_without_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def locked() -> str | None:
        raise RuntimeError(SECRET)

    monkeypatch.setattr(keys, "trusted_keyring", lambda: Odd(locked))
    with pytest.raises(BrainError, match="refused") as raised:
        keys.read_key()
    assert SECRET not in str(raised.value)
    assert raised.value.__suppress_context__ or raised.value.__context__ is None


def test_a_real_keyring_keeps_the_key_and_forgets_it(secret_service: dict[str, str]) -> None:
    script = f"""
import time
from core.embedding import keys
from core.errors import BrainError

for _ in range(100):  # the daemon takes a moment to be on the bus
    try:
        keys.write_key("{SECRET}\\n")
        break
    except BrainError as error:
        problem = error
        time.sleep(0.1)
else:
    raise problem
print(keys.read_key())
keys.forget_key()
keys.forget_key()
print(keys.read_key())
"""
    command = [sys.executable, "-c", script]
    done = subprocess.run(
        command, env=secret_service, capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.stdout, done.stderr) == (f"{SECRET}\nNone\n", "")
