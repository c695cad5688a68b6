"""The manifest of people: pages, commands, the crisis switch, and the gate in front of every route."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from app.kernel import access
from app.kernel.manifest import NavigationEntry, Schedule
from app.people.accounts import tour
from app.people.accounts.identify import GATE
from app.people.accounts.jobs import delete_expired_sign_in_session_ends
from app.people.accounts.machines.pages import pages as machine_tokens_pages
from app.people.accounts.own.pages import pages as own_account_pages
from app.people.accounts.pages import pages as accounts_pages
from app.people.commands import people_commands, token_commands
from app.people.crisis.jobs import record_crisis_facts
from app.people.crisis.pages import pages as crisis_pages
from app.people.directory.jobs import forget_old_imports
from app.people.directory.pages import pages as directory_pages
from app.people.form_drafts.jobs import delete_unsent_form_drafts
from app.people.granting.pages import pages as granting_pages
from app.people.groups.pages import pages as groups_pages
from app.people.manifest import JoiningFeature
from app.people.merging.jobs import move_late_rows_of_merged_people
from app.people.merging.pages import pages as merging_pages
from app.people.merging.statements import MERGED_ROWS
from app.people.pages import pages
from app.people.pauses.jobs import resume_people
from app.people.pauses.pages import pages as pauses_pages
from app.people.personal_file import PERSONAL_FILE
from app.people.policies.pages import pages as policies_pages
from app.people.portability.pages import pages as personal_file_pages
from app.people.reference import PEOPLE_FILE_PAGE, ROLES_PAGE
from app.people.spaces import PARTS


def _enforce_permissions_and_prepare_demo_tour(app: Flask) -> None:
    access.enforce_route_permissions(app, GATE)
    app.extensions[tour.EXTENSION_NAME] = ()


feature = JoiningFeature(
    name="people",
    personal_file=PERSONAL_FILE,
    emits=frozenset(
        {
            "person.joined",
            "person.left_game",
            "person.departed",
            "person.paused",
            "person.resumed",
            "charter.accepted",
            "choices.changed",
            "policy.changed",
            "crisis.started",
            "crisis.ended",
        }
    ),
    blueprints=(
        pages,
        accounts_pages,
        own_account_pages,
        personal_file_pages,
        machine_tokens_pages,
        granting_pages,
        pauses_pages,
        policies_pages,
        crisis_pages,
        directory_pages,
        groups_pages,
        merging_pages,
    ),
    commands=(people_commands, token_commands),
    jobs=(
        resume_people,
        record_crisis_facts,
        delete_expired_sign_in_session_ends,
        delete_unsent_form_drafts,
        forget_old_imports,
        move_late_rows_of_merged_people,
    ),
    schedules=(
        Schedule("people.resume", timedelta(minutes=5)),
        Schedule("people.crises", timedelta(seconds=15), runs_in_clock=True),
        Schedule("people.forget-sessions", timedelta(hours=6)),
        Schedule("people.forget-drafts", timedelta(hours=6)),
        Schedule("people.forget-imports", timedelta(hours=6)),
        Schedule("people.move-late-rows", timedelta(minutes=10)),
    ),
    navigation=(
        NavigationEntry("Annuaire", "directory.index", "users", "directory.write", place=40, space="admin"),
        NavigationEntry("Annuaire", "directory.index", "users", "directory.write", place=80, space="hr"),
        NavigationEntry("Règles par pays", "policies.index", "building", "policies.write", place=50, space="admin"),
        NavigationEntry("Rôles", "granting.index", "users", "roles.write", place=60, space="admin"),
        NavigationEntry("Jetons", "machine_tokens.index", "lock", "tokens.write", place=70, space="admin"),
        NavigationEntry("Crise", "crisis.index", "info-circle", "crisis.write", place=90, space="hr"),
    ),
    merged_rows=MERGED_ROWS,
    space_parts=PARTS,
    reference=(ROLES_PAGE, PEOPLE_FILE_PAGE),
    set_up=_enforce_permissions_and_prepare_demo_tour,
)
