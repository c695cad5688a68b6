"""Processor time of each page of HR, animators and IT: of the process that answers and of PostgreSQL together."""

from __future__ import annotations

from flask.testing import FlaskClient
from sqlalchemy import select

from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.settings import Settings
from app.kernel.transaction import transaction
from missions.models import Mission
from tests.bench.hr.company import read_first_person
from tests.bench.hr.meter import Meter, metering
from tests.bench.rig import application
from tests.bench.rounds import Rounds, by_turns
from tests.forms import sign_in

SPACES = ("/hr", "/animation", "/admin", "/payroll", "/transparency")
ROUNDS, REQUESTS = 3, 4


def measure_pages(settings: Settings) -> Rounds:
    """Milliseconds of a request to each page that answers without more in its address, by its path, in rounds."""
    with application(settings) as built, metering(settings) as meter:
        browser, paths = built.test_client(), _list_paths(built)
        with transaction():
            sign_in(browser, read_first_person())
        paths = [path for path in paths if browser.get(path).status_code == 200]
        return by_turns(lambda: {path: _measure(browser, meter, path) for path in paths}, ROUNDS)


def _list_paths(built: Application) -> list[str]:
    """Every page of these spaces without an argument, and that of one mission."""
    rules = [rule for rule in built.url_map.iter_rules() if "GET" in (rule.methods or ()) and not rule.arguments]
    with transaction():
        mission = session().scalar(select(Mission.slug).order_by(Mission.id).limit(1))
    beneath = tuple(f"{space}/" for space in SPACES)
    paths = [rule.rule for rule in rules if rule.rule in SPACES or rule.rule.startswith(beneath)]
    return sorted({*paths, f"/hr/missions/{mission}"})


def _measure(browser: FlaskClient, meter: Meter, path: str) -> float:
    before = meter.seconds()
    for _ in range(REQUESTS):
        browser.get(path)
    return 1_000 * (meter.seconds() - before) / REQUESTS
