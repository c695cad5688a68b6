"""A refusal in a command is shown as sentences, not as a trace."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from app.kernel.errors import ServiceError
from app.kernel.transaction import transaction


@contextmanager
def transaction_showing_errors() -> Iterator[None]:
    """Run one transaction; a refusal becomes a ClickException with its sentence and the place of each error."""
    try:
        with transaction():
            yield
    except ServiceError as refused:
        details = "".join(f"\n  {error.pointer}: {error.detail}" for error in refused.errors)
        raise click.ClickException(f"{refused.detail}{details}") from refused
