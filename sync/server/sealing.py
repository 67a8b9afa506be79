"""Secrets of users at rest: whoever reads the tables, or a backup of them, reads none of them.

Owns how a secret is sealed: AES-256-GCM under a key that is derived from JWT_SECRET_KEY, bound to its owner, so that a row
cannot be given to somebody else. With another JWT_SECRET_KEY nothing that was sealed can be opened.
"""

from __future__ import annotations

import base64
import os
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_MARK = "sealed:"
_NONCE = 12  # bytes


class Unsealable(Exception):
    """It was sealed under another JWT_SECRET_KEY, or is damaged."""


class Seal:
    """Seals and opens. Safe to share between tasks."""

    def __init__(self, jwt_secret: str) -> None:
        derived = HKDF(SHA256(), 32, salt=None, info=b"second-brain webhook secrets").derive(
            jwt_secret.encode()
        )
        self._cipher = AESGCM(derived)

    def seal(self, secret: str, owner: UUID) -> str:
        """The secret as it can be kept."""
        nonce = os.urandom(_NONCE)
        sealed = nonce + self._cipher.encrypt(nonce, secret.encode(), owner.bytes)
        return _MARK + base64.urlsafe_b64encode(sealed).decode()

    def open(self, kept: str, owner: UUID) -> str:
        """The secret that was sealed for this owner; what was kept before secrets were sealed comes out as it
        is. Raises Unsealable."""
        if not kept.startswith(_MARK):
            return kept
        try:
            sealed = base64.urlsafe_b64decode(kept.removeprefix(_MARK))
            return self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], owner.bytes).decode()
        except (InvalidTag, ValueError):
            raise Unsealable from None
