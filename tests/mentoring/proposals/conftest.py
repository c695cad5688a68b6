"""The day on which the tests of proposals take place."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.kernel import clock
from app.kernel.application import Application
from tests.mentoring.proposals.company import MONDAY


@pytest.fixture
def monday(app: Application) -> Iterator[None]:
    """A Monday in March, in the application's context."""
    with clock.freeze_at(MONDAY):
        yield
