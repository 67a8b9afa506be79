"""Alembic's migrations of a brain's database: forward only, one idea each. Run by `core.store.upgrade`."""
