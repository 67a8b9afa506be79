"""The page of settings, and what happens by itself because of them."""
