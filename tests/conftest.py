"""Options that all tests share."""

from __future__ import annotations

import gc
import os

import pytest
from hypothesis import settings

settings.register_profile("quick", deadline=None, max_examples=60)
settings.register_profile("default", deadline=None)
settings.register_profile("thorough", deadline=None, max_examples=20_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer to write expected outputs anew; read the change as a diff before keeping it."""
    parser.addoption("--refresh-corpus", action="store_true", help="rewrite tests/corpus outputs")


def pytest_collection_finish() -> None:
    """Thousands of collected tests are here to stay: the garbage collector need not visit them."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def refresh_corpus(request: pytest.FixtureRequest) -> bool:
    """Whether expected outputs are to be written anew."""
    return bool(request.config.getoption("--refresh-corpus"))
