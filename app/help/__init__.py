"""Help that is there without a network: how to use the program, and its log in plain words."""
