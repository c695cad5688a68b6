"""What the intake plugs in: the addresses that networks push to, and the commands of sources and replays."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from app.intake import openapi
from app.intake.accounts.pages import pages as account_pages
from app.intake.commands import replay_file, source_commands
from app.intake.inbox.jobs import enqueue_reading_and_polling, forget_old_items, poll_source, read_items_of_source
from app.intake.inbox_kind import NETWORK_CLIENT
from app.intake.network_client import HttpNetworkClient
from app.intake.pages import pages
from app.intake.personal_file import PERSONAL_FILE
from app.intake.queries import LATEST_ACTIVITIES, is_network_with_proof
from app.intake.routes import activities, hooks
from app.intake.spaces import PARTS
from app.kernel.api import get_api
from app.kernel.manifest import Schedule
from app.people.manifest import JoiningFeature


def _add_schemas_and_network_client(app: Flask) -> None:
    app.extensions[NETWORK_CLIENT] = HttpNetworkClient()
    get_api(app).add_schemas_to_document(openapi.SCHEMAS)


feature = JoiningFeature(
    name="intake",
    personal_file=PERSONAL_FILE,
    company_figures=(LATEST_ACTIVITIES,),
    apis=(activities,),
    blueprints=(hooks, pages, account_pages),
    commands=(replay_file, source_commands),
    jobs=(read_items_of_source, poll_source, enqueue_reading_and_polling, forget_old_items),
    schedules=(
        Schedule("intake.sweep", timedelta(seconds=5), runs_in_clock=True),
        Schedule("intake.forget", timedelta(hours=1)),
    ),
    emits=frozenset(
        {
            "post.created",
            "answer.created",
            "comment.created",
            "answer.accepted",
            "post.liked",
            "post.shared",
            "person.followed",
            "community.joined",
            "community.left",
            "activity.undone",
            "object.deleted",
            "profile.updated",
        }
    ),
    space_parts=PARTS,
    source_name_checks=(is_network_with_proof,),
    set_up=_add_schemas_and_network_client,
)
