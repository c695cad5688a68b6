"""One request or one job is one transaction: return to commit, raise to roll back; effects outside wait for the commit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from app.kernel.database import db, has_session, session

_WAITING = "after_commit"


@contextmanager
def transaction() -> Iterator[None]:
    """Commit when the block returns, roll back when it raises; then release the connection."""
    try:
        yield
        if has_session():
            session().commit()
    except BaseException:
        roll_back()
        raise
    else:
        _run_waiting_effects()
    finally:
        db.session.remove()


def roll_back() -> None:
    """Undo every write of the current transaction, and drop the effects that wait for its commit."""
    if has_session():
        session().rollback()
        _waiting_effects().clear()


def run_after_commit(effect: Callable[[], Any], *, once: str | None = None) -> None:
    """Run `effect` after the commit, and never after a rollback; one effect for each `once`."""
    waiting = _waiting_effects()
    waiting.setdefault(once or f"#{len(waiting)}", effect)


def _waiting_effects() -> dict[str, Callable[[], Any]]:
    effects: dict[str, Callable[[], Any]] = session().info.setdefault(_WAITING, {})
    return effects


def _run_waiting_effects() -> None:
    if not has_session():
        return
    effects = list(_waiting_effects().values())
    _waiting_effects().clear()
    for effect in effects:
        effect()
