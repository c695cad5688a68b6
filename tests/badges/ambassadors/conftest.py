"""The people of the tests about ambassadors."""

from __future__ import annotations

import pytest

from app.kernel.application import Application
from app.kernel.transaction import transaction
from tests.makers import make_people, make_unit


@pytest.fixture
def people(app: Application) -> list[int]:
    """Six of one team, then two of another."""
    with transaction():
        return [*make_people(6, unit=make_unit()), *make_people(2, unit=make_unit())]
