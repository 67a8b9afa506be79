"""Where links lead: what a note is called beside its title, which are its aliases and the name of its file."""

from __future__ import annotations

from alembic import op

revision = "0012"
down_revision = "0011"

# Folded as `core.text.note_links.same_title` folds a title, and cut, because an index takes nothing of any length.
_INDEX = r"""
create function names_of(metadata jsonb) returns text[] language plpgsql immutable strict parallel safe cost 100 as $$
declare
    names text[] := '{}';
begin
    if metadata ? 'source_path' then
        names := names || regexp_replace(metadata ->> 'source_path', '^.*/|\.md$|\.markdown$', '', 'gi');
    end if;
    if jsonb_typeof(metadata -> 'aliases') = 'string' then
        names := names || string_to_array(metadata ->> 'aliases', ',');
    elsif jsonb_typeof(metadata -> 'aliases') = 'array' then
        names := names || array(select jsonb_array_elements_text(metadata -> 'aliases'));
    end if;
    for at in 1 .. cardinality(names) loop
        names[at] := left(btrim(regexp_replace(lower(names[at]), '[][|#[:space:]]+', ' ', 'g')), 200);
    end loop;
    return names;
end $$;
create index ix_memories_names on memories using gin (names_of(metadata)) with (fastupdate = off)
    where deleted_at is null and metadata ?| array['aliases', 'source_path'];
"""


def upgrade() -> None:
    """Make the index; it holds nothing that is not in the notes."""
    op.get_bind().exec_driver_sql(_INDEX)
