"""How the server's tables came to be, one idea a step, forward only."""
