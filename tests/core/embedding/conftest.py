"""The local model where it is built, and somebody who has agreed that OpenAI reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.embedding import Model, local_model
from core.embedding.consent import Consent, write_consent

KEY = "sk-test-0123456789abcdefghij"


@pytest.fixture(scope="session")
def model() -> Model:
    found = local_model()
    if found is None:
        pytest.skip("the local model is not built here: make model")
    return found


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The home of somebody who has agreed."""
    write_consent(tmp_path, Consent(given=True))
    return tmp_path
