"""What a v2 left behind, read: dumps in every form, a database that runs, exports of Qdrant, attachments.

`recognizing` tells what a file is, `reading` reads all of them in one stream of `core.v2.values`. `pg_dump`,
`live`, `qdrant` and `attachments` each read one kind; the other modules are what they are made of. Nothing here
writes to a notebook.
"""
