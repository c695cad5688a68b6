"""Claims what is due, and records the answers; the sending itself is outside any transaction."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import update

from app.journal.service import NewFact, append_facts
from app.kernel import clock
from app.kernel.application import current_settings
from app.kernel.database import in_ids_condition, run_driver_statement, session
from app.webhooks import queries
from app.webhooks.events import MEDIA_TYPES, format_message_body
from app.webhooks.models import Delivery, Endpoint
from app.webhooks.schedule import (
    DeliveryVerdict,
    is_failing_too_long,
    judge_http_status,
    pause_before_next_try,
    pause_of_unwell_endpoint,
    wait_requested_by_receiver,
)
from app.webhooks.sender import PARALLEL_SENDS, QUICK_SECONDS, QUICK_START, TRY_SECONDS, OutgoingMessage, ReceiverAnswer
from app.webhooks.service.announce import enqueue_sending_to_endpoints
from app.webhooks.service.register import list_replaced_secrets_in_use
from app.webhooks.signature import build_signed_headers
from app.webhooks.statements import KEEP_ATTEMPTS, MARK_DELIVERED
from app.webhooks.wording import FAILED_FOR_DAYS, GONE

log = logging.getLogger(__name__)

MAX_CLAIM, QUICK_CLAIM = 32, 256
"""How many are claimed of a receiver that answers, and of one that answers at once."""

CLAIM_FOR = timedelta(seconds=TRY_SECONDS * MAX_CLAIM / PARALLEL_SENDS + 30)
"""How long a sender has for what it claimed, were every try to last; when it is killed, another takes over after that."""


@dataclass(frozen=True)
class DeliveryResult:
    """A message and the answer to it."""

    message: OutgoingMessage
    answer: ReceiverAnswer

    @property
    def verdict(self) -> DeliveryVerdict:
        """What the answer means."""
        return judge_http_status(self.answer.status)


def claim_and_sign_due_messages(endpoint_id: int, at_most: int = PARALLEL_SENDS) -> list[OutgoingMessage]:
    """Claim some deliveries that are due and sign them; only one while the endpoint fails, to see how it is."""
    now = clock.now()
    endpoint = queries.find_endpoint_if_sendable(endpoint_id, now)
    if endpoint is None:
        return []
    free = queries.select_claimable_deliveries(endpoint, now, limit=at_most if endpoint.failing_since is None else 1)
    claim = update(Delivery).where(Delivery.id.in_(free)).values(claimed_until=now + CLAIM_FOR)
    claimed = session().execute(claim.returning(Delivery.id, Delivery.message_id, Delivery.body))
    return [sign_message(endpoint, row.message_id, row.body, delivery_id=row.id) for row in claimed]


def sign_message(endpoint: Endpoint, message_id: str, event: str, *, delivery_id: int) -> OutgoingMessage:
    """A message to an endpoint in the form that it chose, signed by all that its receiver may hold."""
    now, source = clock.now(), current_settings().public_url
    body = format_message_body(message_id, event, form=endpoint.form, source=source)
    headers = build_signed_headers(message_id, body, at=now, secrets=_list_secrets_in_use(endpoint, now))
    return OutgoingMessage(delivery_id, endpoint.url, headers, body, MEDIA_TYPES[endpoint.form])


def record_delivery_results(
    endpoint_id: int, results: Sequence[DeliveryResult], unsent: Sequence[OutgoingMessage] = ()
) -> None:
    """Write down every try, when to try again, and how the endpoint is; what was claimed and not sent is free again.

    A delivery that arrived stays delivered.
    """
    endpoint = queries.lock_endpoint(endpoint_id)
    if endpoint is None:
        return
    now = clock.now()
    verdicts = [(result, result.verdict is DeliveryVerdict.DELIVERED) for result in results]
    run_driver_statement(KEEP_ATTEMPTS, _build_attempt_columns(results, now))
    _mark_deliveries_delivered([result for result, is_delivered in verdicts if is_delivered], now)
    _postpone_or_give_up_failed([result for result, is_delivered in verdicts if not is_delivered], now)
    _update_endpoint_health(endpoint, results, now)
    if unsent:
        left = in_ids_condition(Delivery.id, [message.delivery_id for message in unsent])
        session().execute(update(Delivery).where(left, Delivery.state == "due").values(claimed_until=None))


def next_claim_size(results: Sequence[DeliveryResult]) -> int:
    """How many to claim after these: many where all arrived, more where they did at once, else as few as leave at once."""
    if any(result.verdict is not DeliveryVerdict.DELIVERED for result in results):
        return PARALLEL_SENDS
    milliseconds = sum(result.answer.milliseconds for result in results)
    is_quick = milliseconds <= 1_000 * (QUICK_START + QUICK_SECONDS * len(results))
    return QUICK_CLAIM if is_quick else MAX_CLAIM


def enqueue_sending_to_due_endpoints() -> None:
    """Ask RQ to send wherever something is due: what a lost request or a killed sender left."""
    enqueue_sending_to_endpoints(queries.list_due_endpoint_ids(clock.now()))


def _list_secrets_in_use(endpoint: Endpoint, now: datetime) -> list[str]:
    keys = [endpoint.signing_key] if endpoint.signing_key else []
    return [endpoint.secret, *keys, *(secret for secret, _ in list_replaced_secrets_in_use(endpoint, now))]


def _build_attempt_columns(results: Sequence[DeliveryResult], now: datetime) -> dict[str, object]:
    return {
        "now": now,
        "deliveries": [result.message.delivery_id for result in results],
        "statuses": [result.answer.status for result in results],
        "errors": [result.answer.error for result in results],
        "milliseconds": [result.answer.milliseconds for result in results],
    }


def _mark_deliveries_delivered(results: Sequence[DeliveryResult], now: datetime) -> None:
    if results:
        run_driver_statement(MARK_DELIVERED, {"now": now, "ids": [result.message.delivery_id for result in results]})


def _postpone_or_give_up_failed(results: Sequence[DeliveryResult], now: datetime) -> None:
    """What another sender delivered meanwhile stays delivered."""
    if not results:
        return
    answers = {result.message.delivery_id: result.answer for result in results}
    for delivery in queries.lock_deliveries(list(answers)):
        delivery.tries += 1
        delivery.claimed_until = None
        if delivery.state == "due":
            _postpone_or_give_up_delivery(delivery, answers[delivery.id], now)


def _postpone_or_give_up_delivery(delivery: Delivery, answer: ReceiverAnswer, now: datetime) -> None:
    pause = pause_before_next_try(delivery.tries, Random(f"{delivery.message_id}:{delivery.tries}"))  # noqa: S311 - jitter keeps no secret
    if pause is None:
        delivery.state = "given_up"
        return
    delivery.due_at = now + max(pause, wait_requested_by_receiver(answer.status, answer.retry_after, now))


def _update_endpoint_health(endpoint: Endpoint, results: Sequence[DeliveryResult], now: datetime) -> None:
    verdicts = {result.verdict for result in results}
    if DeliveryVerdict.GONE in verdicts:
        _disable_endpoint(endpoint, GONE, now)
    if DeliveryVerdict.DELIVERED in verdicts:
        endpoint.failing_since = endpoint.paused_until = None
        return
    endpoint.failing_since = endpoint.failing_since or now
    failing_for = now - endpoint.failing_since
    if is_failing_too_long(failing_for):
        _disable_endpoint(endpoint, FAILED_FOR_DAYS, now)
    if DeliveryVerdict.UNWELL in verdicts:
        longest_wait = max(
            wait_requested_by_receiver(result.answer.status, result.answer.retry_after, now) for result in results
        )
        endpoint.paused_until = now + max(pause_of_unwell_endpoint(failing_for), longest_wait)


def _disable_endpoint(endpoint: Endpoint, reason: str, now: datetime) -> None:
    if endpoint.disabled_at is None:
        endpoint.disabled_at, endpoint.disabled_because = now, reason
        key = f"endpoint.disabled:{endpoint.id}:{now.isoformat()}"
        append_facts(
            [NewFact(kind="endpoint.disabled", source_key=key, occurred_at=now, object=f"endpoint:{endpoint.id}")]
        )
        log.warning("Endpoint %d is disabled: %s", endpoint.id, reason)
