"""The WSGI entry point: builds the application from the environment, and shows visitors of a demo round its company."""

from __future__ import annotations

import os

from app.factory import create_app
from app.kernel.settings import Settings
from app.people.accounts.tour import DemoTourPerson, set_demo_tour_people
from seeds.demo import DEMO_SIGN_INS

settings = Settings.from_environ(os.environ)
app = create_app(settings)
if settings.demo:
    set_demo_tour_people(app, (DemoTourPerson(person.email, person.shows) for person in DEMO_SIGN_INS))
