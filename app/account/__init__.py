"""Being signed in: what the status bar says of the server, the pages behind it, and the background work of sync."""
