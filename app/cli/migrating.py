"""The migration guide's own command, `migrate-v2`: a version 2 that still runs into a notebook, with the guide's options.

Owns which database is which. The import itself is that of `import-v2`.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from app.cli.asked import Asked
from app.cli.importing import Attachments, DryRun, NoBackup, ReportTo, import_v2, warn_of_password


def migrate_v2(
    asked: Asked,
    source_db: Annotated[
        str, typer.Option("--source-db", metavar="URL", help="The database of version 2; only read.")
    ],
    target_db: Annotated[
        str | None,
        typer.Option("--target-db", metavar="URL", help="The notebook's Postgres, else the built-in one."),
    ] = None,
    qdrant_backup: Annotated[
        list[Path] | None,
        typer.Option("--qdrant-backup", metavar="FILE", help="What was exported of Qdrant. Repeat it."),
    ] = None,
    attachments: Attachments = None,
    dry_run: DryRun = False,
    report: ReportTo = None,
    no_backup: NoBackup = False,
) -> None:
    """Bring everything over from a version 2 that still runs, as the migration guide says."""
    from core import source_address

    warn_of_password(asked, source_db)
    target = target_db or asked.database
    import_v2(
        replace(asked, database=target),
        source_db=source_address(source_db, target or ""),
        qdrant=qdrant_backup,
        attachments=attachments,
        dry_run=dry_run,
        report=report,
        no_backup=no_backup,
    )
