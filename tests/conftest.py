"""The fixtures of all rooms, by what they provide."""

pytest_plugins = [
    "tests.fixtures.postgres",
    "tests.fixtures.older",
    "tests.fixtures.order",
    "tests.fixtures.patience",
    "tests.fixtures.brain",
    "tests.fixtures.chance",
    "tests.fixtures.desktop",
    "tests.fixtures.display",
    "tests.fixtures.keyring",
    "tests.fixtures.language",
    "tests.fixtures.meaning",
    "tests.fixtures.live",
    "tests.fixtures.openai_server",
    "tests.fixtures.server",
    "tests.fixtures.screen_reader",
    "tests.fixtures.services",
    "tests.fixtures.far_store",
    "tests.fixtures.syncing",
]
