"""Webhooks' work for RQ: send what is due to one endpoint, and sweep up what nobody asked for."""

from __future__ import annotations

import time

from app.kernel.application import get_extension
from app.kernel.jobs import named_job
from app.kernel.transaction import transaction
from app.webhooks.sender import LANES, HttpSender
from app.webhooks.service.announce import ask_to_send
from app.webhooks.service.forget import AT_A_TIME, forget_contents
from app.webhooks.service.send import Result, ask_for_what_is_due, claim_due, next_claim, record

TURN = 30.0
"""Seconds after which a long queue lets other work of the same worker go first."""


@named_job("webhooks.send")
def send(endpoint_id: int) -> None:
    """Send what is due to one endpoint. No transaction is open while it talks: one would hold back every reader."""
    sender: HttpSender = get_extension("webhooks")
    ends, at_most = time.monotonic() + TURN, LANES
    while time.monotonic() < ends:
        with transaction():
            messages = claim_due(endpoint_id, at_most)
        if not messages:
            return
        answers = sender.send_all(messages)
        results = [Result(message, answer) for message, answer in zip(messages, answers, strict=True)]
        with transaction():
            record(endpoint_id, results)
        at_most = next_claim(results)
    with transaction():
        ask_to_send([endpoint_id])


@named_job("webhooks.forget")
def forget() -> None:
    """Forget the contents of what was sent or given up thirty days ago, some at a time."""
    is_more_left = True
    while is_more_left:
        with transaction():
            is_more_left = forget_contents() == AT_A_TIME


@named_job("webhooks.sweep")
def sweep() -> None:
    """Ask for every endpoint that something is due to: retries, and what a lost request or a killed sender left."""
    with transaction():
        ask_for_what_is_due()
