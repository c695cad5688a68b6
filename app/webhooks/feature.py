"""What webhooks plug in: the reader of outgoing facts, the sending jobs, the routes, and the sender."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from app.journal.manifest import JournalFeature
from app.kernel.api import get_api
from app.kernel.manifest import Schedule
from app.webhooks.address import AllowedNetworks
from app.webhooks.events import build_openapi_webhooks
from app.webhooks.jobs import (
    enqueue_all_due_deliveries,
    forget_old_message_bodies,
    send_due_deliveries,
    send_test_message,
)
from app.webhooks.personal_file import PERSONAL_FILE
from app.webhooks.readers import reader
from app.webhooks.routes import endpoints, events
from app.webhooks.sender import HttpSender
from app.webhooks.spaces import PARTS


def _set_up_sender_and_openapi(app: Flask) -> None:
    settings = app.config["SETTINGS"]
    get_api(app).describe_webhooks(build_openapi_webhooks())
    app.extensions["webhooks"] = HttpSender(
        AllowedNetworks(settings.webhook_networks, plain_http=settings.webhook_plain_http)
    )


feature = JournalFeature(
    name="webhooks",
    personal_file=PERSONAL_FILE,
    apis=(endpoints, events),
    readers=(reader,),
    jobs=(send_due_deliveries, send_test_message, enqueue_all_due_deliveries, forget_old_message_bodies),
    schedules=(
        Schedule("webhooks.sweep", timedelta(seconds=5), runs_in_clock=True),
        Schedule("webhooks.forget", timedelta(hours=6)),
    ),
    emits=frozenset({"endpoint.disabled"}),
    space_parts=PARTS,
    set_up=_set_up_sender_and_openapi,
)
