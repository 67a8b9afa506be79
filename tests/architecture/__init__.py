"""The code about itself: the rules of `docs/architecture.md`, each as a test that names the file and the line."""
