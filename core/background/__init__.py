"""Long work in a process beside the window's: what is said to it, what it says, and how it comes back."""


def do_work() -> int:
    """What the program does when it was started by itself with `--work`: long work, for the window that started it. Its exit
    code. Only bundles need it, as `watch_database`."""
    from core.background.worker import main

    return main()
