"""Where a brain is kept: the embedded server, the schema, the log and what is derived from it. The only place with SQL."""
