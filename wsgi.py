"""The entry points of web servers: `served` for ASGI, behind a gate that reads bodies before a thread is taken; `app` for WSGI."""

from __future__ import annotations

import os

from app.factory import create_app
from app.kernel.application import build_path
from app.kernel.body_gate import BodyGate
from app.kernel.settings import Settings
from app.kernel.wsgi_threads import WsgiThreads
from app.people.accounts.tour import DemoTourPerson, set_demo_tour_people
from seeds.demo import DEMO_SIGN_INS

THREADS = 4
"""Requests that one process answers at a time; the others wait."""

settings = Settings.from_environ(os.environ)
app = create_app(settings)
if settings.demo:
    set_demo_tour_people(app, (DemoTourPerson(person.email, person.shows) for person in DEMO_SIGN_INS))
with app.app_context():
    served = BodyGate(
        WsgiThreads(app, THREADS), most=app.config["MAX_CONTENT_LENGTH"], live_path=build_path("health.livez")
    )
