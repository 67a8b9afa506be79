"""How everything stands that the page of settings shows, read in one go away from the window's thread.

Owns what is asked of the core, and what leaves this machine: made of the very state that decides it. It refuses to know Qt.
"""

from __future__ import annotations

from dataclasses import dataclass

from core import (
    Account,
    BackupStanding,
    Brain,
    BrainError,
    Consent,
    Coverage,
    EmbeddingModel,
    FarPlace,
    is_cloud,
    read_consent,
    tr,
)


@dataclass(frozen=True, slots=True)
class Facts:
    """The present state. `server` is the machine of the database, empty for the built-in one; `shares`: there are spaces."""

    backups: BackupStanding
    consent: Consent
    models: tuple[EmbeddingModel, ...]
    coverage: Coverage | None
    account: Account | None
    shares: bool
    far: FarPlace | None
    home: str
    server: str


@dataclass(frozen=True, slots=True)
class Leaving:
    """Something that could leave this machine: whether it does, what, and where to."""

    what: str
    on: bool
    told: str


def facts(brain: Brain) -> Facts:
    """Read it. Asks the notebook's database and small files, and nobody else."""
    return Facts(
        brain.backups.standing(),
        read_consent(brain.home),
        brain.meaning.models(),
        brain.meaning.coverage(),
        brain.replica.account(),
        bool(brain.spaces.known().spaces),
        _far(brain),
        str(brain.home),
        brain.database_server,
    )


def _far(brain: Brain) -> FarPlace | None:
    """Where files are copied to. What is said of that and cannot be read copies none."""
    try:
        return brain.far_files.place
    except BrainError:
        return None


def sent_to(now: Facts) -> tuple[str, ...]:
    """The models of OpenAI that get notes as it is set now."""
    used = (each.name for each in now.models if each.serving or each.filling)
    return tuple(name for name in used if is_cloud(name)) if now.consent.given else ()


def leaving(now: Facts) -> tuple[Leaving, ...]:
    """What leaves this machine as it is set now, and what does not."""
    cloud = sent_to(now)
    kept = ", ".join(sorted(now.consent.kept_here))
    return (
        _travels(now),
        Leaving(
            "OpenAI",
            bool(cloud),
            _sent(", ".join(cloud), kept) if cloud else _kept_here(now.consent),
        ),
        Leaving(tr("Files in S3"), now.far is not None, _copied(now.far)),
        Leaving(
            tr("Database"),
            bool(now.server),
            tr(
                "Your notes, and the text of their files, are kept in a database at {server}, as DATABASE_URL says.",
                server=now.server,
            )
            if now.server
            else tr("Your notes are kept in the data folder on this machine."),
        ),
        Leaving(
            tr("Anything else"),
            False,
            tr("Nothing: no statistics, no reports of crashes, no look for new versions."),
        ),
    )


def _travels(now: Facts) -> Leaving:
    account = now.account
    if account is None or not account.signed_in or account.paused:
        return Leaving(tr("Sync"), False, tr("No server gets your notes."))
    told = tr(
        "Texts, tags, properties, links, files and their history go to {server} as {user}.",
        server=account.server,
        user=account.username,
    )
    if now.shares:
        told += " " + tr("Members of a space see the notes that are shared in it.")
    return Leaving(tr("Sync"), True, told)


def _kept_here(consent: Consent) -> str:
    """No model of OpenAI is in use; one may be tried all the same where that was agreed to."""
    if not consent.given:
        return tr("Nothing is sent. Notes are read for their meaning on this machine.")
    return tr(
        "No note is sent. You agreed to it, so a search that you compare with a model of OpenAI"
        " (`second-brain embed --compare`) goes there."
    )


def _copied(far: FarPlace | None) -> str:
    if far is None:
        return tr("Contents of files are copied to no S3 store.")
    return tr(
        "The contents of notes' files are copied to {host}, into the bucket {bucket}; notes are not.",
        host=far.host,
        bucket=far.bucket,
    )


def _sent(models: str, kept: str) -> str:
    if not kept:
        return tr("Texts and titles of notes, and what you search for, go to {models}.", models=models)
    return tr(
        "Texts and titles of notes, and what you search for, go to {models}, except notes with {tags}.",
        models=models,
        tags=kept,
    )
