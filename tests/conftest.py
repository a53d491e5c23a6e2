"""Options that all tests share."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer to write expected outputs anew; read the change as a diff before keeping it."""
    parser.addoption("--refresh-corpus", action="store_true", help="rewrite tests/corpus outputs")


@pytest.fixture
def refresh_corpus(request: pytest.FixtureRequest) -> bool:
    """Whether expected outputs are to be written anew."""
    return bool(request.config.getoption("--refresh-corpus"))
