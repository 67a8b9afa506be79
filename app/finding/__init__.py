"""Finding one's way in the window: go to, all commands, shortcuts, back and forward, pinned notes, groups in the list."""
