"""What people plug in: their pages, their commands, the crisis switch, and the gate in front of every route."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from app.kernel import access
from app.kernel.feature import Entry, Feature, Schedule
from app.people.accounts.identify import GATE
from app.people.accounts.pages import pages as accounts_pages
from app.people.commands import people, token
from app.people.crisis.jobs import crises
from app.people.crisis.pages import pages as crisis_pages
from app.people.pages import pages


def _set_up(app: Flask) -> None:
    access.guard(app, GATE)


feature = Feature(
    name="people",
    blueprints=(pages, accounts_pages, crisis_pages),
    jobs=(crises,),
    schedules=(Schedule("people.crises", timedelta(seconds=15)),),
    commands=(people, token),
    navigation=(Entry("Situation de crise", "crisis.every", "info-circle", "crisis.write", place=90, space="hr"),),
    set_up=_set_up,
)
