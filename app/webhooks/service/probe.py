"""A test message goes to an endpoint, whatever its state; what came back is kept on it."""

from __future__ import annotations

import orjson

from app.kernel import clock
from app.kernel.jobs import enqueue_job_after_commit
from app.webhooks import queries
from app.webhooks.events import TEST_TYPE
from app.webhooks.models import Endpoint
from app.webhooks.sender import OutgoingMessage, ReceiverAnswer
from app.webhooks.service.send import sign_message

NO_DELIVERY = 0


def request_test(endpoint: Endpoint) -> Endpoint:
    """Have a test message sent by a sender; until it is, no result of an earlier test stands."""
    endpoint.last_test = None
    enqueue_job_after_commit("webhooks.test", endpoint.id, once=f"test:{endpoint.id}")
    return endpoint


def sign_test_message(endpoint_id: int) -> OutgoingMessage | None:
    """The test message to an endpoint; None when it is gone."""
    endpoint = queries.find_endpoint(endpoint_id)
    if endpoint is None:
        return None
    now = clock.now()
    event = {"type": TEST_TYPE, "timestamp": now.isoformat(), "data": {}}
    message_id = f"msg_test_{endpoint_id}_{int(now.timestamp() * 1000)}"
    return sign_message(endpoint, message_id, orjson.dumps(event).decode(), delivery_id=NO_DELIVERY)


def record_test_result(endpoint_id: int, answer: ReceiverAnswer) -> None:
    """Keep what came back."""
    endpoint = queries.lock_endpoint(endpoint_id)
    if endpoint is not None:
        result = {"status": answer.status, "error": answer.error, "milliseconds": answer.milliseconds}
        endpoint.last_test = {"at": clock.now().isoformat(), **result}
