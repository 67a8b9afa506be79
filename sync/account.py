"""Signing in to a team server and out of it.

Owns the order of the steps: the password is exchanged for tokens and forgotten, the tokens go into the vault, then the
notebook is told. Whoever signs out keeps every note.
"""

from __future__ import annotations

import contextlib
import time
from dataclasses import dataclass, replace
from uuid import NAMESPACE_URL, uuid5

from core import Account, Brain, BrainError, tr
from sync.auth import Session, kept_tokens
from sync.client import Client
from sync.far import NoEvents
from sync.line import Address, Line, NotSignedIn, NotThere, read_address
from sync.protocol import Credentials, DeviceEntry
from sync.vault import Holding, InMemory, Kept, Vault


@dataclass(frozen=True, slots=True)
class Joined:
    """A sign-in that came about. `plain`: this server takes texts only. `holding` says where the tokens are."""

    account: Account
    holding: Holding
    trouble: BrainError | None = None


def vault_of(brain: Brain) -> Vault:
    """Where the tokens of a notebook's account are."""
    return Vault(str(brain.home))


def sign_in(
    brain: Brain,
    server: str,
    username: str,
    password: str,
    *,
    device_name: str,
    ca_file: str = "",
    insecure: bool = False,
    vault: Vault | None = None,
) -> Joined:
    """Sign a notebook in. Raises BrainError in words, with nothing changed, when that does not come about."""
    address = read_address(server, insecure=insecure)
    keeping = vault or vault_of(brain)
    line = Line(address, ca_file=ca_file)
    try:
        trial = InMemory(replace(_exchanged(line, username, password), insecure=insecure))
        client = Client(line, Session(line, trial), brain.device_id)
        account = _known_there(client, address, username)
        if not account.plain:
            client.name_device(device_name)
        if (kept := trial.read()) is None:
            raise AssertionError("tokens that were just given are held")
        return _joined(brain, replace(account, device_name=device_name, ca_file=ca_file), kept, keeping)
    finally:
        line.close()


def connected(brain: Brain, vault: Vault | None = None) -> Client | None:
    """The client of the account that the notebook is signed in to; None where there is none. Nothing is sent yet.
    Raises BrainError where plain http to another machine was not agreed to."""
    account = brain.replica.account()
    if account is None or not account.signed_in:
        return None
    keeping = vault or vault_of(brain)
    line = Line(_agreed(account, keeping), ca_file=account.ca_file)
    return Client(line, Session(line, keeping), brain.device_id)


def sign_out(brain: Brain, vault: Vault | None = None) -> BrainError | None:
    """Sign out: the tokens are forgotten here, and at the server where it can be told; every note stays. In words, why the
    server does not know; None where it does. It knows by itself some day, so neither being offline nor a keyring that is
    gone keeps anybody signed in here."""
    account = brain.replica.account()
    if account is None:
        return None
    keeping = vault or vault_of(brain)
    try:
        untold = _revoked(account, keeping)
        with contextlib.suppress(BrainError):
            keeping.forget()  # what stays in one that cannot be opened is replaced when somebody signs in
    finally:
        brain.replica.leave()
    return untold


def devices(brain: Brain, vault: Vault | None = None) -> tuple[DeviceEntry, ...]:
    """The devices of the account, whose names are kept in the notebook. Raises BrainError where nobody is signed in."""
    client = connected(brain, vault)
    if client is None:
        raise BrainError(tr("Nobody is signed in here."), tr("Sign in with: second-brain sign-in ADDRESS"))
    try:
        found = tuple(client.devices().devices)
        brain.devices.learn({each.device_id: each.name for each in found})
        return found
    finally:
        client.line.close()


def rename_device(brain: Brain, name: str, vault: Vault | None = None) -> None:
    """Call this device so, here and at the server."""
    brain.replica.configure(device_name=name)
    if (client := connected(brain, vault)) is not None:
        try:
            client.name_device(name)
        finally:
            client.line.close()


def _revoked(account: Account, keeping: Vault) -> BrainError | None:
    """Give the token back to the server. In words, why that did not come about."""
    later = tr(
        "There the sign-in ends by itself when its time is over, or at once when you are given a new password."
    )
    try:
        keeping.read()
    except BrainError as problem:
        words = tr("What signed this device in could not be read, so the server was not told.")
        return BrainError(f"{words} {problem.words}", later)
    try:
        with contextlib.closing(Line(_agreed(account, keeping), ca_file=account.ca_file)) as line:
            Session(line, keeping).revoke()
    except BrainError as problem:
        return BrainError(tr("The server could not be told.") + f" {problem.words}", later)
    return None


def _exchanged(line: Line, username: str, password: str) -> Kept:
    host = line.address.host
    try:
        given = Credentials(username=username, password=password)
    except ValueError:
        raise BrainError(
            tr("A name and a password are needed to sign in."), tr("Nothing was sent.")
        ) from None
    try:
        return kept_tokens(line, "/auth/token", given, time.time())
    except NotSignedIn:
        raise BrainError(
            tr("{host} does not know this name with this password.", host=host),
            tr("Check both. Nothing was changed."),
        ) from None
    except NotThere:
        raise BrainError(
            tr("There is no Second Brain server at {host}.", host=host),
            tr("Check the address. Nothing was changed."),
        ) from None


def _known_there(client: Client, address: Address, username: str) -> Account:
    """Who the server says that this is. One that knows neither the account nor events takes texts only."""
    try:
        me = client.whoami()
    except NoEvents:
        pass
    else:
        return Account(address.text, me.username, me.user_id, me.log_id, "")
    try:
        client.pull("")
    except NoEvents:
        log_id = uuid5(NAMESPACE_URL, address.text)
        return Account(address.text, username, uuid5(log_id, username), log_id, "", plain=True)
    raise BrainError(
        tr("{host} does not say who is signed in, though it takes events.", host=address.host),
        tr("Ask whoever runs it for a newer one. Nothing was changed."),
    )


def _joined(brain: Brain, account: Account, kept: Kept, keeping: Vault) -> Joined:
    """Keep the tokens and tell the notebook: both, or neither."""
    with contextlib.suppress(BrainError):
        keeping.probe()  # what it found is told below
    before: Kept | None = None
    if keeping.trouble is None:
        before = keeping.read()
    keeping.write(kept)
    try:
        brain.replica.join(account)
    except BaseException:
        with contextlib.suppress(BrainError):
            keeping.forget() if before is None else keeping.write(before)
        raise
    return Joined(account, keeping.holding or Holding.SESSION, keeping.trouble)


def _agreed(account: Account, keeping: Vault) -> Address:
    """The address of the account; plain http to another machine only where that was agreed to when signing in."""
    address = read_address(account.server, insecure=True)
    if not address.plain or address.near:
        return address
    kept = keeping.read()
    return read_address(account.server, insecure=kept is not None and kept.insecure)
