"""The tables of the past: what each note looked like from when to when, and what those held that look otherwise now.

Derived from the log when somebody looks back (`core.store.stretching`). They are not written ahead: after a crash of the
server they are empty, and made again.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TIMESTAMP, TSVECTOR, UUID

TIME = TIMESTAMP(timezone=True)


def declare(metadata: sa.MetaData) -> None:
    """Put the tables among the others."""
    past_notes = sa.Table(
        "past_notes",
        metadata,
        sa.Column("id", UUID(as_uuid=True), primary_key=True),
        sa.Column("began", TIME, primary_key=True),
        sa.Column("ended", TIME, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("state", sa.Integer, nullable=False),
        sa.Column("as_now", sa.Boolean, nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("updated_at", TIME, nullable=False),
        sa.Column("deleted_at", TIME),
        sa.Column("tags", ARRAY(sa.Text), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("excerpt", sa.Text, nullable=False),
        prefixes=["unlogged"],
    )
    was_live = past_notes.c.deleted_at.is_(None)
    sa.Index(
        "ix_past_notes_recent",
        past_notes.c.updated_at.desc(),
        past_notes.c.id.desc(),
        postgresql_where=was_live,
    )
    sa.Index(
        "ix_past_notes_created",
        past_notes.c.created_at.desc(),
        past_notes.c.id.desc(),
        postgresql_where=was_live,
    )
    sa.Index(
        "ix_past_notes_trash",
        past_notes.c.deleted_at.desc(),
        past_notes.c.id.desc(),
        postgresql_where=~was_live,
    )
    sa.Index(
        "ix_past_notes_title", sa.func.lower(past_notes.c.title), past_notes.c.id, postgresql_where=was_live
    )
    sa.Index("ix_past_notes_tags", past_notes.c.tags, postgresql_using="gin")
    _declare_words(metadata)


def _declare_words(metadata: sa.MetaData) -> None:
    sa.Table(
        "past_texts",
        metadata,
        sa.Column("id", UUID(as_uuid=True), primary_key=True),
        sa.Column("state", sa.Integer, primary_key=True),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("metadata", JSONB, nullable=False),
        sa.Column("clashes", ARRAY(sa.Integer), nullable=False),
        prefixes=["unlogged"],
    )
    past_documents = sa.Table(
        "past_documents",
        metadata,
        sa.Column("id", UUID(as_uuid=True), primary_key=True),
        sa.Column("state", sa.Integer, primary_key=True),
        sa.Column("part", sa.Integer, primary_key=True),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("length", sa.Integer, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("words", TSVECTOR, nullable=False),
        prefixes=["unlogged"],
    )
    sa.Index("ix_past_documents_words", past_documents.c.words, postgresql_using="gin")
    sa.Table(
        "past_upto",
        metadata,
        sa.Column("single", sa.Boolean, primary_key=True, server_default=sa.true()),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("goal", sa.BigInteger, nullable=False),
        sa.Column("passed", UUID(as_uuid=True)),
        sa.CheckConstraint("single", name="one_row"),
        prefixes=["unlogged"],
    )
