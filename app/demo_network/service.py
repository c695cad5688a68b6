"""Pushes what a person does on the network of the demo through the public intake, over HTTP, as a real network does."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

import orjson

from app.demo_network import queries
from app.demo_network.activities import Act, build_activity
from app.demo_network.contents import HOME, SOURCE
from app.intake.activities import IntakeAnswer
from app.intake.client import RETRIED_STATUSES, ActivityLine, BatchNotTaken, IntakeClient
from app.kernel import clock
from app.kernel.application import Application, current_settings, get_extension
from app.kernel.transaction import transaction
from app.people.accounts.service.tokens import ensure_token
from app.people.queries import get_person

EXTENSION_NAME = "demo_network"
"""The name of the threads that push, among the application's extensions."""
PARALLEL_PUSHES = 4
"""How many acts are pushed at once by one process."""
SECONDS_BEFORE_GIVING_UP = 10.0
SECONDS_TO_ANSWER = 3.0
"""Seconds that a page waits for the intake. It answers then in any case: its own thread may be the one that the intake needs."""


@dataclass(frozen=True)
class PushOutcome:
    """What became of an act: "accepted", "duplicate", "dropped", "refused", or "waiting" for an answer.

    Of a refusal, `cause` is "token", "away", or empty where only `reason` says it: the answer to machines, in English.
    """

    name: str
    reason: str = ""
    cause: str = ""


def connect_network() -> None:
    """Let the network of the demo push, with the token that the settings name; nothing where they name none."""
    token = current_settings().demo_network_token
    if token is not None:
        with transaction():
            ensure_token(SOURCE, token, scopes=["activities:write"], source=SOURCE)


def start_pushing_threads(app: Application) -> None:
    """Make the threads that push; none runs before the first act."""
    app.extensions[EXTENSION_NAME] = ThreadPoolExecutor(PARALLEL_PUSHES, thread_name_prefix=EXTENSION_NAME)


def push_act(person_id: int, name: str, *, about: str, number: int) -> PushOutcome:
    """Push one act and wait a moment for the answer. UnknownAct for what the page does not offer."""
    colleagues = [colleague.external_id for colleague in queries.list_some_colleagues_of_person(person_id)]
    communities = [community.name for community in queries.list_communities_for_person(person_id)]
    activity = build_activity(name, Act(get_person(person_id).external_id, number, about, colleagues, communities))
    token = current_settings().demo_network_token
    if token is None:
        return PushOutcome("refused", cause="token")
    intake = IntakeClient(current_settings().public_url, token, patience=SECONDS_BEFORE_GIVING_UP)
    threads: ThreadPoolExecutor = get_extension(EXTENSION_NAME)
    pushed = threads.submit(intake.push_batch, [ActivityLine(1, _encode_event(activity["id"], activity, clock.now()))])
    return wait_for_outcome(pushed)


def _encode_event(event_id: object, activity: object, now: datetime) -> bytes:
    event = {"specversion": "1.0", "id": event_id, "source": HOME, "type": "activity", "time": now.isoformat()}
    return orjson.dumps(event | {"data": activity})


def wait_for_outcome(pushed: Future[IntakeAnswer]) -> PushOutcome:
    """What became of an act that is being pushed, after SECONDS_TO_ANSWER at most."""
    try:
        (item,) = pushed.result(timeout=SECONDS_TO_ANSWER).items
    except BatchNotTaken as refused:
        return PushOutcome("refused", refused.detail, _find_cause(refused.answered))
    except TimeoutError:
        return PushOutcome("waiting")
    return PushOutcome(item.outcome, item.reason or "")


def _find_cause(answered: int | None) -> str:
    if answered in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        return "token"
    return "away" if answered is None or answered in RETRIED_STATUSES else ""
