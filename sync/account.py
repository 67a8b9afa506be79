"""Signing in to a team server and out of it.

Owns the order of the steps: the password is exchanged for tokens and forgotten, the tokens go into the vault, then the
notebook is told. Whoever signs out keeps every note.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from core import Account, Brain, BrainError
from sync.auth import Session, kept_tokens
from sync.client import Client
from sync.far import NoEvents
from sync.line import Line, NotSignedIn, NotThere, read_address
from sync.protocol import Credentials, DeviceEntry
from sync.vault import Kept, Vault


@dataclass(frozen=True, slots=True)
class Joined:
    """A sign-in that came about. `plain`: this server takes texts only. `holding` says where the tokens are."""

    account: Account
    holding: str
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
    line = Line(address, ca_file=ca_file)
    keeping = vault or vault_of(brain)
    try:
        kept = _exchanged(line, username, password)
        keeping.write(Kept(kept.access, kept.refresh, kept.expires_at, insecure))
        client = Client(line, Session(line, keeping), brain.device_id)
        try:
            me = client.whoami()
            client.name_device(device_name)
            plain, user_id, log_id, name = False, me.user_id, me.log_id, me.username
        except NoEvents:
            plain, name = True, username
            log_id = uuid5(NAMESPACE_URL, address.text)
            user_id = uuid5(log_id, username)
        account = Account(
            server=address.text,
            username=name,
            user_id=user_id,
            log_id=log_id,
            device_name=device_name,
            plain=plain,
            ca_file=ca_file,
        )
        brain.replica.join(account)
    finally:
        line.close()
    return Joined(account, keeping.holding, keeping.trouble)


def connected(brain: Brain, vault: Vault | None = None) -> Client | None:
    """The client of the account that the notebook is signed in to; None where there is none. Nothing is sent yet."""
    account = brain.replica.account()
    if account is None or not account.signed_in:
        return None
    keeping = vault or vault_of(brain)
    # Who signed in agreed to the address as it is.
    line = Line(read_address(account.server, insecure=True), ca_file=account.ca_file)
    return Client(line, Session(line, keeping), brain.device_id)


def sign_out(brain: Brain, vault: Vault | None = None) -> None:
    """Sign out: the tokens are forgotten here, and at the server where it can be reached; every note stays."""
    account = brain.replica.account()
    if account is None:
        return
    keeping = vault or vault_of(brain)
    line = Line(read_address(account.server, insecure=True), ca_file=account.ca_file)
    try:
        Session(line, keeping).end()
    finally:
        line.close()
        brain.replica.leave()


def devices(brain: Brain, vault: Vault | None = None) -> tuple[DeviceEntry, ...]:
    """The devices of the account. Raises BrainError where nobody is signed in."""
    client = connected(brain, vault)
    if client is None:
        raise BrainError("Nobody is signed in here.", "Sign in with: second-brain sign-in ADDRESS")
    try:
        return tuple(client.devices().devices)
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


def _exchanged(line: Line, username: str, password: str) -> Kept:
    host = line.address.host
    try:
        given = Credentials(username=username, password=password)
    except ValueError:
        raise BrainError("A name and a password are needed to sign in.", "Nothing was sent.") from None
    try:
        return kept_tokens(line, "/auth/token", given, time.time())
    except NotSignedIn:
        raise BrainError(
            f"{host} does not know this name with this password.", "Check both. Nothing was changed."
        ) from None
    except NotThere:
        raise BrainError(
            f"There is no Second Brain server at {host}.", "Check the address. Nothing was changed."
        ) from None
