"""Keeps the answers to requests with an Idempotency-Key for a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert

from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import Conflict, Invalid
from app.kernel.idempotency.models import KeptAnswer

KEPT_FOR = timedelta(hours=24)


class KeyUsedBefore(Invalid):
    """The Idempotency-Key was sent with another request: make a new key for each."""

    problem = "idempotency-key-used-before"


class RequestUnderWay(Conflict):
    """The first request with this Idempotency-Key is not finished: wait, then send it again."""

    problem = "request-under-way"


@dataclass(frozen=True)
class KeptRequest:
    """Who asks, under which key, and the digest of the request."""

    caller: str
    key: str
    sha256: str


def find_kept_answer(keyed: KeptRequest) -> KeptAnswer | None:
    """The answer that this request got before; None when it is new, and then nobody else may ask it until the transaction ends. KeyUsedBefore, RequestUnderWay."""
    name = func.hashtextextended(f"{keyed.caller}\n{keyed.key}", 0)
    if not session().scalar(select(func.pg_try_advisory_xact_lock(name))):
        raise RequestUnderWay("The first request with this Idempotency-Key is not finished.", retry_after=1)
    kept = session().get(KeptAnswer, (keyed.caller, keyed.key))
    if kept is None or kept.kept_at < clock.now() - KEPT_FOR:
        return None
    if kept.request_sha256 != keyed.sha256:
        raise KeyUsedBefore("This Idempotency-Key was sent with another request: make a new one for each.")
    return kept


def keep_answer(keyed: KeptRequest, *, status: int, media_type: str, body: bytes) -> None:
    """Keep an answer for a day, and forget those that are older."""
    now = clock.now()
    session().execute(delete(KeptAnswer).where(KeptAnswer.kept_at < now - KEPT_FOR))
    values = {"status": status, "media_type": media_type, "body": body, "kept_at": now}
    session().execute(
        insert(KeptAnswer).values(caller=keyed.caller, key=keyed.key, request_sha256=keyed.sha256, **values)
    )
