"""The jobs of webhooks: send what is due to one endpoint, enqueue endpoints that wait, and forget old contents."""

from __future__ import annotations

import time
from collections.abc import Sequence

from app.kernel.application import get_extension
from app.kernel.jobs import SENDING_QUEUE, mark_as_job
from app.kernel.transaction import transaction
from app.webhooks.sender import HttpSender, OutgoingMessage
from app.webhooks.service.announce import enqueue_sending_to_endpoints
from app.webhooks.service.forget import FORGET_BATCH, delete_old_message_bodies
from app.webhooks.service.probe import record_test_result, sign_test_message
from app.webhooks.service.send import (
    DeliveryResult,
    claim_and_sign_due_messages,
    enqueue_sending_to_due_endpoints,
    next_claim_size,
    record_delivery_results,
)

MAX_TURN_SECONDS = 2.0
"""Seconds after which an endpoint with more to send goes to the end of the queue, behind the others."""


@mark_as_job("webhooks.send", SENDING_QUEUE)
def send_due_deliveries(endpoint_id: int) -> None:
    """Send what is due to one endpoint, one message first, to see how it is.

    No transaction is open while it sends: it would hold back every reader. What came back is recorded in the transaction
    that claims the next messages.
    """
    sender: HttpSender = get_extension("webhooks")
    ends = time.monotonic() + MAX_TURN_SECONDS
    with transaction():
        messages = claim_and_sign_due_messages(endpoint_id, 1)
    while messages:
        answers = sender.send_messages_in_parallel(messages)
        results = [DeliveryResult(message, answer) for message, answer in zip(messages, answers, strict=False)]
        with transaction():
            record_delivery_results(endpoint_id, results, messages[len(answers) :])
            messages = _claim_next_messages(endpoint_id, results, ends)


def _claim_next_messages(endpoint_id: int, results: Sequence[DeliveryResult], ends: float) -> list[OutgoingMessage]:
    """What to send after these results; nothing when the turn is over, and the endpoint waits for its next one."""
    if time.monotonic() < ends:
        return claim_and_sign_due_messages(endpoint_id, next_claim_size(results))
    enqueue_sending_to_endpoints([endpoint_id])
    return []


@mark_as_job("webhooks.test", SENDING_QUEUE)
def send_test_message(endpoint_id: int) -> None:
    """Send one test message, and keep what came back; no transaction is open while it sends."""
    with transaction():
        message = sign_test_message(endpoint_id)
    if message is not None:
        answer = get_extension("webhooks").send_message(message)
        with transaction():
            record_test_result(endpoint_id, answer)


@mark_as_job("webhooks.forget")
def forget_old_message_bodies() -> None:
    """Forget the contents of what was sent or given up thirty days ago, some at a time."""
    is_more_left = True
    while is_more_left:
        with transaction():
            is_more_left = delete_old_message_bodies() == FORGET_BATCH


@mark_as_job("webhooks.sweep")
def enqueue_all_due_deliveries() -> None:
    """Enqueue every endpoint with a delivery due: retries, and what a lost job or a killed sender left."""
    with transaction():
        enqueue_sending_to_due_endpoints()
