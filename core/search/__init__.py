"""What a person types into the search box, understood. Pure: the SQL that answers it is in `core.store.finding`."""
