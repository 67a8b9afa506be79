"""Staying signed in: an access token for each call, a new one in time, once for all who wait for it.

Owns when a token is renewed. A refresh that the server refuses twice ends in SignInAgain; working offline goes on, and
nothing that waits is lost. It refuses to know where tokens are kept (`sync.vault`).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from core import BrainError, tr
from sync.far import SignInAgain
from sync.line import Line, NotSignedIn, NotThere, Reply
from sync.protocol import API, Refresh, Tokens
from sync.vault import Kept, Vault

_EARLY = 60.0  # seconds before its end that a token is renewed
_JSON = {"Content-Type": "application/json"}


class Session:
    """One account at one server, signed in. Safe to share between threads."""

    def __init__(self, line: Line, vault: Vault, now: Callable[[], float] = time.time) -> None:
        self._line = line
        self._vault = vault
        self._now = now

    def call(self, ask: Callable[[dict[str, str]], Reply]) -> Reply:
        """What `ask` gets with the headers of somebody who is signed in; asked again, once, with a new token."""
        kept = self._fresh()
        try:
            return ask(_bearer(kept))
        except NotSignedIn:
            pass
        try:
            return ask(_bearer(self._renewed(kept)))
        except NotSignedIn:
            raise _again() from None

    def revoke(self) -> None:
        """Have the server end this sign-in. Raises a problem where it cannot be reached."""
        if (kept := self._vault.read()) and kept.refresh:
            body = Refresh(refresh_token=kept.refresh).model_dump_json().encode()
            self._line.ask("POST", f"{API}/auth/revoke", content=body, headers=_JSON, patience=5)

    def _fresh(self) -> Kept:
        kept = self._vault.read()
        if kept is None:
            raise _again()
        if kept.refresh and kept.expires_at - _EARLY < self._now():
            return self._renewed(kept)
        return kept

    def _renewed(self, before: Kept) -> Kept:
        """New tokens in place of these; whoever comes second gets those that the first one fetched. The keyring is read
        anew before: a token that another process has exchanged already would look stolen to the server."""
        with self._vault.exchanging():
            kept = self._vault.latest()
            if kept is None:
                raise _again()
            if kept.access and kept.access != before.access:
                return kept
            if not kept.refresh:
                raise _again()
            asked = Refresh(refresh_token=kept.refresh)
            try:
                new = kept_tokens(self._line, "/auth/refresh", asked, self._now())
            except (NotSignedIn, NotThere):
                raise _again() from None
            new = Kept(new.access, new.refresh or kept.refresh, new.expires_at, kept.insecure)
            self._vault.write(new)
            return new


def kept_tokens(line: Line, path: str, asked: Any, now: float) -> Kept:
    """The tokens that a call of the server gives. Raises NotSignedIn when it does not take what it was given."""
    body = asked.model_dump_json().encode()
    try:
        reply = line.ask("POST", API + path, content=body, headers=_JSON, largest=1 << 16)
        tokens = Tokens.model_validate_json(reply.body)
    except ValueError:
        raise BrainError(
            tr("The server's answer to the sign-in cannot be read."), tr("Check the address.")
        ) from None
    return Kept(tokens.access_token, tokens.refresh_token, now + tokens.expires_in)


def _bearer(kept: Kept) -> dict[str, str]:
    return {"Authorization": f"Bearer {kept.access}"}


def _again() -> SignInAgain:
    return SignInAgain(
        tr("The server does not know this sign-in any more."),
        tr("Sign in again. What you wrote is safe here, and is sent then."),
    )
