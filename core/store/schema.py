"""The tables, as SQLAlchemy metadata: what Alembic's migrations must amount to.

Three are the truth: `events`, `vectors` (imported vectors, which no event could derive again; events name them by hash)
and `drafts` (typing that is no event yet). `log_head` and `brain` hold one row each. All others are projections and
can be rebuilt from the log.
"""

from __future__ import annotations

import sqlalchemy as sa
from pgvector.sqlalchemy import VECTOR
from sqlalchemy.dialects.postgresql import ARRAY, BYTEA, JSONB, TIMESTAMP, TSVECTOR, UUID, array

from core.store import file_schema, past_schema

metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

_TIME = TIMESTAMP(timezone=True)

# Who this notebook belongs to. Its owner is a UUID made at the first start.
brain = sa.Table(
    "brain",
    metadata,
    sa.Column("single", sa.Boolean, primary_key=True, server_default=sa.true()),
    sa.Column("brain_id", UUID(as_uuid=True), nullable=False),
    sa.Column("user_id", UUID(as_uuid=True), nullable=False),
    sa.Column("created_at", _TIME, nullable=False, server_default=sa.func.now()),
    sa.CheckConstraint("single", name="one_row"),
)

# The log's order: whoever holds this row's lock appends, so positions are without gaps and in the order of commits.
log_head = sa.Table(
    "log_head",
    metadata,
    sa.Column("single", sa.Boolean, primary_key=True, server_default=sa.true()),
    sa.Column("position", sa.BigInteger, nullable=False),
    sa.Column("clock", sa.BigInteger, nullable=False),
    sa.CheckConstraint("single", name="one_row"),
)

# The append-only log; triggers refuse every update, delete and truncate, but for one mark that is set once: the
# position of what an event gave way to when its stream took the server's events. What is marked no longer counts and
# is never lost.
events = sa.Table(
    "events",
    metadata,
    sa.Column("position", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("event_id", UUID(as_uuid=True), nullable=False),
    sa.Column("aggregate_id", UUID(as_uuid=True), nullable=False),
    sa.Column("stream_version", sa.Integer, nullable=False),
    sa.Column("event_type", sa.Text, nullable=False),
    sa.Column("event_version", sa.SmallInteger, nullable=False),
    sa.Column("user_id", UUID(as_uuid=True), nullable=False),
    sa.Column("device_id", UUID(as_uuid=True), nullable=False),
    sa.Column("occurred_at", _TIME, nullable=False),
    sa.Column("clock", sa.BigInteger, nullable=False),
    sa.Column("correlation_id", UUID(as_uuid=True)),
    sa.Column("causation_id", UUID(as_uuid=True)),
    sa.Column("data", JSONB, nullable=False),
    sa.Column("superseded_by", sa.BigInteger),
    sa.UniqueConstraint("event_id"),
)
counts = events.c.superseded_by.is_(None)
sa.Index(
    "ix_events_stream", events.c.aggregate_id, events.c.stream_version, unique=True, postgresql_where=counts
)
sa.Index("ix_events_superseded", events.c.aggregate_id, events.c.position, postgresql_where=~counts)
# What one import appended, and the imports themselves.
sa.Index(
    "ix_events_correlation_id_position",
    events.c.correlation_id,
    events.c.position,
    postgresql_where=events.c.correlation_id.isnot(None),
)
# What names files, to find those that have to be sent.
sa.Index("ix_events_attached", events.c.position, postgresql_where=events.c.event_type == "memory.attached")
# What was done from one day to another.
sa.Index("ix_events_clock", events.c.clock, postgresql_where=counts)
sa.Index("ix_events_imports", events.c.position, postgresql_where=events.c.event_type.like("import.%"))

# Vectors that came with an import, by the SHA-256 of their bytes (little-endian float32).
vectors = sa.Table(
    "vectors",
    metadata,
    sa.Column("sha256", BYTEA, primary_key=True),
    sa.Column("value", VECTOR(), nullable=False),
)

# What was typed and is no event yet: one draft a note and device.
drafts = sa.Table(
    "drafts",
    metadata,
    sa.Column("device_id", UUID(as_uuid=True), primary_key=True),
    sa.Column("memory_id", UUID(as_uuid=True), primary_key=True),
    sa.Column("base_version", sa.Integer, nullable=False),
    sa.Column("content", sa.Text, nullable=False),
    sa.Column("saved_at", _TIME, nullable=False, server_default=sa.func.now()),
    sa.Column("base_sha256", BYTEA),
)

memories = sa.Table(
    "memories",
    metadata,
    sa.Column("id", UUID(as_uuid=True), primary_key=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("user_id", UUID(as_uuid=True), nullable=False),
    sa.Column("created_at", _TIME, nullable=False),
    sa.Column("updated_at", _TIME, nullable=False),
    sa.Column("deleted_at", _TIME),
    sa.Column("tags", ARRAY(sa.Text), nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("content", sa.Text, nullable=False),
    sa.Column("metadata", JSONB, nullable=False),
    sa.Column("clashes", ARRAY(sa.Integer), nullable=False, server_default="{}"),
)
live = memories.c.deleted_at.is_(None)
sa.Index("ix_memories_recent", memories.c.updated_at.desc(), memories.c.id.desc(), postgresql_where=live)
sa.Index("ix_memories_trash", memories.c.deleted_at.desc(), memories.c.id.desc(), postgresql_where=~live)
sa.Index("ix_memories_title", sa.func.lower(memories.c.title), memories.c.id, postgresql_where=live)
# All titles, with what an answer needs: to find a note by some letters of its title, no note is read.
sa.Index(
    "ix_memories_called",
    sa.func.lower(memories.c.title).label("called"),
    postgresql_include=["id", "title", "updated_at"],
    postgresql_ops={"called": "text_pattern_ops"},
    postgresql_where=live,
)
sa.Index(
    "ix_memories_pinned",
    memories.c.updated_at,
    postgresql_where=live & memories.c.metadata.contains({"pinned": True}),
)
# What links may call a note beside its title: its aliases, and the name of the file it came from.
sa.Index(
    "ix_memories_names",
    sa.func.names_of(memories.c.metadata),
    postgresql_using="gin",
    postgresql_with={"fastupdate": "off"},
    postgresql_where=live & memories.c.metadata.has_any(array(["aliases", "source_path"])),
)
sa.Index("ix_memories_tags", memories.c.tags, postgresql_using="gin")

links = sa.Table(
    "links",
    metadata,
    sa.Column("source", UUID(as_uuid=True), primary_key=True),
    sa.Column("target", UUID(as_uuid=True), primary_key=True),
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("ordinal", sa.Integer, nullable=False),
    sa.Column("metadata", JSONB, nullable=False),
)
sa.Index("ix_links_target", links.c.target)

# The files of a note, by the SHA-256 of their bytes, which are in the folder of `core.store.blobs`.
attachments = sa.Table(
    "attachments",
    metadata,
    sa.Column("memory_id", UUID(as_uuid=True), primary_key=True),
    sa.Column("sha256", BYTEA, primary_key=True, index=True),
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("media_type", sa.Text, nullable=False),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("ordinal", sa.Integer, nullable=False),
)

memory_vectors = sa.Table(
    "memory_vectors",
    metadata,
    sa.Column("memory_id", UUID(as_uuid=True), primary_key=True),
    sa.Column("model", sa.Text, primary_key=True),
    sa.Column("sha256", BYTEA, nullable=False),
)

# The words of a note, in parts because a tsvector counts words to 16 383 only. `number` grows with every change of the
# words, so that of very many matches the newest can be taken; `length` is in words.
search_documents = sa.Table(
    "search_documents",
    metadata,
    sa.Column("memory_id", UUID(as_uuid=True), primary_key=True),
    sa.Column("part", sa.Integer, primary_key=True),
    sa.Column("number", sa.BigInteger, nullable=False),
    sa.Column("length", sa.Integer, nullable=False),
    sa.Column("language", sa.Text, nullable=False),
    sa.Column("words", TSVECTOR, nullable=False),
)
sa.Index("ix_search_documents_words", search_documents.c.words, postgresql_using="gin")
sa.Index("ix_search_documents_number", search_documents.c.number)

# Every lexeme with the number of documents that hold it, and the documents by language: `core.store.vocabulary`.
vocabulary = sa.Table(
    "vocabulary",
    metadata,
    sa.Column("word", sa.Text(collation="C"), primary_key=True),
    sa.Column("documents", sa.Integer, nullable=False),
)
sa.Index(
    "ix_vocabulary_grams",
    sa.func.grams_of(vocabulary.c.word),
    postgresql_using="gin",
    postgresql_where=sa.func.left(vocabulary.c.word, 1).notin_(["S", "T", "L", "H"]),
)
languages = sa.Table(
    "languages",
    metadata,
    sa.Column("language", sa.Text, primary_key=True),
    sa.Column("documents", sa.BigInteger, nullable=False),
    sa.Column("length", sa.BigInteger, nullable=False),
)

# Documents that were written or removed since the vocabulary was last counted; triggers put them here. A removed one
# leaves its words behind, so that they can be taken off.
uncounted = sa.Table(
    "uncounted",
    metadata,
    sa.Column("id", sa.BigInteger, sa.Identity(always=True), primary_key=True),
    sa.Column("removed", sa.Boolean, nullable=False),
    sa.Column("memory_id", UUID(as_uuid=True), nullable=False),
    sa.Column("part", sa.Integer, nullable=False),
    sa.Column("number", sa.BigInteger, nullable=False),
    sa.Column("length", sa.Integer),
    sa.Column("language", sa.Text),
    sa.Column("words", TSVECTOR),
)
sa.Index("ix_uncounted_document", *(uncounted.c[name] for name in ("removed", "memory_id", "part", "number")))

# The passages that notes are cut into for search by meaning, and the notes whose text is not cut yet: triggers put them
# here, and `number` grows with every change. Purged ones leave their passages. `core.store.passages`.
passages = sa.Table(
    "passages",
    metadata,
    sa.Column("memory_id", UUID(as_uuid=True), primary_key=True),
    sa.Column("ordinal", sa.Integer, primary_key=True),
    sa.Column("hash", BYTEA, nullable=False, index=True),
    sa.Column("starts", sa.Integer, nullable=False),
    sa.Column("ends", sa.Integer, nullable=False),
)
uncut = sa.Table(
    "uncut",
    metadata,
    sa.Column("memory_id", UUID(as_uuid=True), primary_key=True),
    sa.Column("number", sa.BigInteger, sa.Identity(always=True), nullable=False, index=True),
    sa.Column("purged", sa.Boolean, nullable=False, server_default=sa.false()),
)

# The models that make vectors of passages, and the passages of which a model in use has none yet. The vectors of the
# model with the id 3 are in a table `vectors_3 (hash, value)`, made when it is first used: `core.store.models`.
embedding_models = sa.Table(
    "embedding_models",
    metadata,
    sa.Column("id", sa.SmallInteger, sa.Identity(always=True), primary_key=True),
    sa.Column("name", sa.Text, nullable=False, unique=True),
    sa.Column("dimensions", sa.Integer, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.CheckConstraint("state in ('serving', 'filling', 'kept')", name="state"),
)
sa.Index(
    "ix_embedding_models_serving",
    embedding_models.c.state,
    unique=True,
    postgresql_where=embedding_models.c.state == "serving",
)
unembedded = sa.Table(
    "unembedded",
    metadata,
    sa.Column("model_id", sa.SmallInteger, primary_key=True),
    sa.Column("hash", BYTEA, primary_key=True),
    sa.Column("number", sa.BigInteger, nullable=False),
)
sa.Index("ix_unembedded_number", unembedded.c.model_id, unembedded.c.number)

# Whether embedding pauses, and by which rules notes were cut last.
indexing = sa.Table(
    "indexing",
    metadata,
    sa.Column("single", sa.Boolean, primary_key=True, server_default=sa.true()),
    sa.Column("paused", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("cutting", sa.Integer, nullable=False, server_default="0"),
    sa.CheckConstraint("single", name="one_row"),
)

# Queries that a person keeps under a name.
saved_searches = sa.Table(
    "saved_searches",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("query", sa.Text, nullable=False),
    sa.Column("saved_at", _TIME, nullable=False, server_default=sa.func.now()),
)

# This notebook as one of several copies: who is signed in where and how far both ends have come, which positions came from
# the server, the batch that is under way (`core.store.outbox`), notes whose events do not travel, and the last rounds.
account = sa.Table(
    "account",
    metadata,
    sa.Column("single", sa.Boolean, primary_key=True, server_default=sa.true()),
    sa.Column("server", sa.Text, nullable=False),
    sa.Column("username", sa.Text, nullable=False),
    sa.Column("user_id", UUID(as_uuid=True), nullable=False),
    sa.Column("log_id", UUID(as_uuid=True), nullable=False),
    sa.Column("device_name", sa.Text, nullable=False),
    sa.Column("cursor", sa.Text, nullable=False, server_default=""),
    sa.Column("pushed", sa.BigInteger, nullable=False, server_default="0"),
    sa.Column("paused", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("plain", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("fetching", sa.Text, nullable=False, server_default="needed"),
    sa.Column("signed_in", sa.Boolean, nullable=False, server_default=sa.true()),
    sa.Column("ca_file", sa.Text, nullable=False, server_default=""),
    sa.Column("signed_in_at", _TIME, nullable=False, server_default=sa.func.now()),
    sa.Column("verified_at", _TIME),
    sa.CheckConstraint("single", name="one_row"),
)
received = sa.Table(
    "received",
    metadata,
    sa.Column("first", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("last", sa.BigInteger, nullable=False),
)
outgoing = sa.Table(
    "outgoing",
    metadata,
    sa.Column("single", sa.Boolean, primary_key=True, server_default=sa.true()),
    sa.Column("key", UUID(as_uuid=True), nullable=False),
    sa.Column("event_ids", ARRAY(UUID(as_uuid=True)), nullable=False),
    sa.Column("upto", sa.BigInteger, nullable=False),
    sa.CheckConstraint("single", name="one_row"),
)
set_aside = sa.Table(
    "set_aside",
    metadata,
    sa.Column("event_id", UUID(as_uuid=True), primary_key=True),
    sa.Column("memory_id", UUID(as_uuid=True), nullable=False, index=True),
    sa.Column("incoming", sa.Boolean, nullable=False),
    sa.Column("stream_version", sa.Integer, nullable=False),
    sa.Column("event", sa.Text),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("words", sa.Text, nullable=False),
    sa.Column("since", _TIME, nullable=False, server_default=sa.func.now()),
)
sync_rounds = sa.Table(
    "sync_rounds",
    metadata,
    sa.Column("id", sa.BigInteger, sa.Identity(always=True), primary_key=True),
    sa.Column("began", _TIME, nullable=False),
    sa.Column("ended", _TIME, nullable=False),
    sa.Column("pushed", sa.Integer, nullable=False),
    sa.Column("pulled", sa.Integer, nullable=False),
    sa.Column("outcome", sa.Text, nullable=False),
    sa.Column("words", sa.Text, nullable=False),
)
file_transfers = sa.Table(
    "file_transfers",
    metadata,
    sa.Column("sha256", BYTEA, primary_key=True),
    sa.Column("sent", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("tries", sa.Integer, nullable=False, server_default="0"),
    sa.Column("words", sa.Text, nullable=False, server_default=""),
    sa.Column("tried_at", _TIME),
)
plain_ids = sa.Table(
    "plain_ids",
    metadata,
    sa.Column("memory_id", UUID(as_uuid=True), primary_key=True),
    sa.Column("remote_id", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
)

past_schema.declare(metadata)
file_schema.declare(metadata)
