"""The application as the factory builds it, for rules that ask it; it is connected to nothing."""

from __future__ import annotations

from functools import cache

from app.factory import create_app
from app.kernel.application import Application
from app.kernel.settings import Settings


@cache
def house() -> Application:
    """Every feature plugged in, on addresses where nobody answers."""
    return create_app(
        Settings(
            database_url="postgresql://nobody@127.0.0.1:1/nothing",
            redis_url="redis://127.0.0.1:1",
            secret_key="it signs nothing, for it serves nobody",
        )
    )
