"""The tables for the text of files: each content once, whichever notes have it. Derived from the files' contents, so they
can be thrown away and made again (`core.store.file_words`)."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import BYTEA, TSVECTOR


def declare(metadata: sa.MetaData) -> None:
    """Put the tables among the others."""
    # What was read of a content: `read` of its `pages`, and in `lack` why nothing, or not all. `rules` numbers those by
    # which it was read.
    file_texts = sa.Table(
        "file_texts",
        metadata,
        sa.Column("id", sa.Integer, sa.Identity(always=True, start=1000), primary_key=True),
        sa.Column("sha256", BYTEA, nullable=False, unique=True),
        sa.Column("pages", sa.Integer, nullable=False),
        sa.Column("read", sa.Integer, nullable=False),
        sa.Column("lack", sa.Text, nullable=False),
        sa.Column("rules", sa.SmallInteger, nullable=False),
    )
    # Its words in parts from 0 on, with the piece of the text, and the page on which that begins; and below 0 the sum of all
    # its words, which stands in `search_documents` again beside each note that has the file, together with its names.
    sa.Table(
        "file_words",
        metadata,
        sa.Column("file", sa.ForeignKey(file_texts.c.id, ondelete="cascade"), primary_key=True),
        sa.Column("part", sa.Integer, primary_key=True),
        sa.Column("page", sa.Integer, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("length", sa.Integer, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("words", TSVECTOR, nullable=False),
    )
    # Contents that were given to a note and are not read yet; a trigger puts them here, and the newest is read first.
    sa.Table(
        "unread_files",
        metadata,
        sa.Column("sha256", BYTEA, primary_key=True),
        sa.Column("number", sa.BigInteger, sa.Identity(always=True), nullable=False, index=True),
    )
