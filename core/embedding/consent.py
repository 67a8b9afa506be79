"""What a person has agreed to send away for embedding, kept on this device alone.

Owns one small file in the home folder. Whatever cannot be read there means no. Keeps no secrets: the key is in the
system's keyring (`core.embedding.keys`).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from core.errors import BrainError
from core.language import tr
from core.whole import write_whole

_FILE = "embedding.json"


@dataclass(frozen=True, slots=True)
class Consent:
    """Whether the texts of notes may go to OpenAI, and the tags of notes that never do."""

    given: bool = False
    kept_here: frozenset[str] = frozenset()


def read_consent(home: Path) -> Consent:
    """What was agreed to on this device; nothing, when nothing was written or it cannot be read."""
    try:
        written = json.loads((home / _FILE).read_text(encoding="utf-8"))
        tags = written["tags_kept_here"]
        if isinstance(tags, list) and all(isinstance(tag, str) for tag in tags):
            return Consent(written["openai"] is True, frozenset(tags))
    except (OSError, ValueError, TypeError, LookupError):
        pass
    return Consent()


def write_consent(home: Path, consent: Consent) -> None:
    """Keep it; a model in use heeds it from its next request on. Raises BrainError when the folder cannot be written."""
    text = json.dumps({"openai": consent.given, "tags_kept_here": sorted(consent.kept_here)}, indent=1)
    try:
        write_whole(home / _FILE, text)
    except OSError as error:
        raise BrainError(
            tr("What you agreed to cannot be kept in {home}: {reason}.", home=home, reason=error.strerror),
            tr("It stays as it was before. Make room, or make the folder writable for you, and try again."),
        ) from error
