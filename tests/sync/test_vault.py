"""Where tokens are kept: in the keyring or in memory, never an older one than there is, and the person is told which."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from core import BrainError
from core.embedding import keys
from sync.alone import alone
from sync.vault import Holding, Kept, Vault

FIRST, SECOND = Kept("access 1", "refresh 1", 9e9), Kept("access 2", "refresh 2", 9e9)
SMALLEST = 1_280  # characters: the smallest keyring of the three systems


class Ring:
    """A keyring that can be told to refuse, and takes no more than the smallest one does."""

    priority = 1

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}
        self.refuses = self.locked = self.forgetful = False
        self.asked = 0

    def get_password(self, service: str, username: str) -> str | None:
        self._ask()
        return self.kept.get(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        self._ask()
        if self.refuses or len(password) > SMALLEST:
            raise OSError("no")
        if not self.forgetful:
            self.kept[username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._ask()
        del self.kept[username]

    def _ask(self) -> None:
        self.asked += 1
        if self.locked:
            raise OSError("locked")


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Ring:
    made = Ring()
    monkeypatch.setattr(keys, "trusted_keyring", lambda: made)
    return made


@pytest.fixture
def vault(ring: Ring, tmp_path: Path) -> Vault:
    return Vault(str(tmp_path))


def at_the_next_start(tmp_path: Path) -> Vault:
    return Vault(str(tmp_path))


def test_nothing_is_claimed_before_the_keyring_was_asked(vault: Vault, ring: Ring) -> None:
    assert (vault.holding, vault.trouble, ring.asked) == (None, None, 0)
    assert vault.read() is None
    assert vault.holding is None
    vault.write(FIRST)
    assert vault.holding is Holding.KEYRING


def test_the_next_start_finds_what_asks_for_a_new_access_token(vault: Vault, tmp_path: Path) -> None:
    vault.write(Kept("access", "refresh", 9e9, insecure=True))
    later = at_the_next_start(tmp_path)
    assert later.read() == Kept("", "refresh", 0.0, insecure=True)
    assert later.holding is Holding.KEYRING


def test_tokens_that_are_longer_than_a_keyring_takes_are_kept_all_the_same(
    vault: Vault, ring: Ring, tmp_path: Path
) -> None:
    vault.write(Kept("a" * 5_000, "r" * 1_000, 9e9))
    assert (vault.holding, vault.trouble) == (Holding.KEYRING, None)
    later = at_the_next_start(tmp_path).read()
    assert later is not None and later.refresh == "r" * 1_000


def test_an_access_token_is_stored_where_no_other_can_be_asked_for(vault: Vault, tmp_path: Path) -> None:
    only = Kept("access", "", 9e9)
    vault.write(only)
    assert at_the_next_start(tmp_path).read() == only


def test_a_keyring_that_refuses_keeps_no_older_tokens(vault: Vault, ring: Ring, tmp_path: Path) -> None:
    vault.write(FIRST)
    ring.refuses = True
    vault.write(SECOND)
    assert vault.read() == vault.latest() == SECOND
    assert vault.holding is Holding.SESSION
    assert vault.trouble is not None and "refused" in vault.trouble.words
    assert at_the_next_start(tmp_path).read() is None


def test_forgetting_clears_what_the_keyring_could_not_clear_before(vault: Vault, ring: Ring) -> None:
    vault.write(FIRST)
    ring.locked = True
    vault.write(SECOND)
    assert ring.kept
    ring.locked = False
    vault.forget()
    assert ring.kept == {}
    assert vault.read() is None


def test_who_never_asked_the_keyring_clears_it_too(vault: Vault, ring: Ring, tmp_path: Path) -> None:
    vault.write(FIRST)
    at_the_next_start(tmp_path).forget()
    assert ring.kept == {}


def test_a_keyring_that_cannot_be_asked_is_told_when_signing_out(
    vault: Vault, ring: Ring, tmp_path: Path
) -> None:
    vault.write(FIRST)
    ring.locked = True
    with pytest.raises(BrainError, match="refused"):
        vault.forget()
    assert vault.read() is None


def test_after_a_keyring_failed_its_trial_it_is_given_nothing(vault: Vault, ring: Ring) -> None:
    ring.forgetful = True
    with pytest.raises(BrainError, match="does not give back"):
        vault.probe()
    ring.forgetful = False
    vault.write(FIRST)
    assert (vault.holding, ring.kept) == (Holding.SESSION, {})
    vault.probe()
    vault.write(FIRST)
    assert vault.holding is Holding.KEYRING


def test_another_process_newer_tokens_are_taken(vault: Vault, tmp_path: Path) -> None:
    vault.write(FIRST)
    assert vault.latest() == FIRST
    at_the_next_start(tmp_path).write(SECOND)
    assert vault.read() == FIRST  # nothing was asked
    newer = vault.latest()
    assert newer is not None and (newer.access, newer.refresh) == ("", "refresh 2")
    at_the_next_start(tmp_path).forget()
    assert vault.latest() is None


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", "3", '{"access": "a"}', '{"refresh": "", "expires_at": "x"}']
)
def test_what_is_no_token_is_none(vault: Vault, ring: Ring, text: str) -> None:
    vault.write(FIRST)
    (name,) = ring.kept
    ring.kept[name] = text
    assert vault.latest() is None


def test_no_token_is_ever_shown(vault: Vault) -> None:
    vault.write(FIRST)
    assert "access 1" not in repr(FIRST) + repr(vault) and "refresh 1" not in repr(FIRST)


@pytest.fixture
def holder(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that exchanges tokens of the same notebook."""
    script = (
        "import sys; from sync.vault import Vault\n"
        "with Vault(sys.argv[1]).exchanging(): print('has it', flush=True); sys.stdin.read()"
    )
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)], stdin=pipe, stdout=pipe, text=True
    ) as process:
        assert process.stdout is not None and process.stdout.readline() == "has it\n"
        yield process
        process.kill()


def test_one_process_exchanges_tokens_at_a_time(holder: subprocess.Popen[str], tmp_path: Path) -> None:
    with pytest.raises(BrainError, match="Another Second Brain"), alone(tmp_path / "account.lock", 0.2):
        pass
    holder.kill()  # however it ends
    holder.wait()
    with Vault(str(tmp_path)).exchanging():
        pass


def test_a_folder_that_cannot_be_written_to_locks_nobody_out(tmp_path: Path) -> None:
    with alone(tmp_path / "missing" / "account.lock"):
        pass


def test_a_real_keyring_keeps_tokens_for_the_next_process(
    secret_service: dict[str, str], tmp_path: Path
) -> None:
    begin = "import json, sys, time; from sync.vault import Kept, Vault; vault = Vault(sys.argv[1])\n"
    await_it = """
for left in range(100, -1, -1):  # the daemon takes a moment to be on the bus
    try:
        vault.probe()
        break
    except Exception:
        if not left: raise
        time.sleep(0.1)
"""
    tell = "kept = vault.latest(); print(json.dumps([kept and kept.refresh, vault.holding]))\n"

    def run(script: str) -> list[str | None]:
        command = [sys.executable, "-c", begin + script + tell, str(tmp_path)]
        done = subprocess.run(
            command, env=secret_service, capture_output=True, text=True, check=True, timeout=60
        )
        told: list[str | None] = json.loads(done.stdout)
        return told

    assert run(await_it + 'vault.write(Kept("a" * 5_000, "refresh", 9e9))\n') == ["refresh", Holding.KEYRING]
    assert run("vault.read()\n") == ["refresh", Holding.KEYRING]
    assert run("vault.forget()\n") == [None, None]
