"""Pure functions over text. Knows no notebook, no database and no window."""
