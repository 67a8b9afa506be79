"""Which notes have an open task and which a done one, among what the index of words knows that they have."""

from __future__ import annotations

from alembic import op

revision = "0015"
down_revision = "0014"

_TASK = r"(?n)^[ \t>]*(?:[-*+]|\d+[.)])[ \t]+\[{state}\](?![^\s\u00a0\u2000-\u200a\u202f\u205f\u3000])"

# Only notes that are known to have a task are read, and their words are not cut again. What was counted is counted on; documents
# that wait to be counted bring the new lexemes with them. Parts from 1 000 000 on are those of files.
_LABELS = """
create temp table labels on commit drop as
select d.memory_id, d.part, (concat(
    case when m.content ~ $open${open}$open$ then ' ''Hopen-task''' end,
    case when m.content ~ $done${done}$done$ then ' ''Hdone-task''' end
))::tsvector as words
from search_documents d join memories m on m.id = d.memory_id
where d.words @@ '''Htask'''::tsquery and d.part < 1000000;

insert into vocabulary as v (word, documents)
select word, count(*) from labels l, unnest(tsvector_to_array(l.words)) as word
where not exists (
    select from uncounted u join search_documents d using (memory_id, part, number)
    where u.memory_id = l.memory_id and u.part = l.part and not u.removed
)
group by word
on conflict (word) do update set documents = v.documents + excluded.documents;

update search_documents d set words = d.words || l.words
from labels l where d.memory_id = l.memory_id and d.part = l.part;

delete from past_documents;
delete from past_texts;
"""


def upgrade() -> None:
    """Label the notes; what was read of their past is read again when somebody looks back."""
    labels = _LABELS.format(open=_TASK.format(state=" "), done=_TASK.format(state="[xX]"))
    op.get_bind().exec_driver_sql(labels)
