"""Pictures of the window's main states, drawn by the program itself, for the documentation and for a critical eye."""
