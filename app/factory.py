"""Builds the application: the only file that knows every feature."""

from __future__ import annotations

import app.intake.feature
import app.journal.feature
import app.leaderboards.feature
import app.notices.feature
import app.people.feature
import app.points.feature
import app.web.feature
import app.webhooks.feature
import badges.feature
import mentoring.feature
import missions.feature
from app.journal import registry
from app.kernel import access, health, jobs, problems
from app.kernel.api import build_api
from app.kernel.application import Application, create_bare_application
from app.kernel.database import db
from app.kernel.feature import Feature
from app.kernel.settings import Settings

FEATURES: tuple[Feature, ...] = (
    app.journal.feature.feature,
    app.people.feature.feature,
    app.intake.feature.feature,
    app.points.feature.feature,
    app.leaderboards.feature.feature,
    app.webhooks.feature.feature,
    app.notices.feature.feature,
    app.web.feature.feature,
    missions.feature.feature,
    badges.feature.feature,
    mentoring.feature.feature,
)


def create_app(settings: Settings) -> Application:
    """The whole service, ready to serve; an unknown setting, a double name or a route without a rule stops it."""
    built = create_bare_application(settings)
    db.init_app(built)
    jobs.connect_redis(built)
    problems.register_error_answers(built)
    built.register_blueprint(health.blueprint)
    _plug_in(built)
    access.check_routes(built)
    return built


def _plug_in(built: Application) -> None:
    api = build_api(built)
    built.extensions["features"] = FEATURES
    registry.set_up(built, (reader for feature in FEATURES for reader in feature.readers))
    jobs.register_jobs(built, (work for feature in FEATURES for work in feature.jobs))
    for feature in FEATURES:
        for blueprint in feature.apis:
            api.register_blueprint(blueprint)
        for blueprint in feature.blueprints:
            built.register_blueprint(blueprint)
        for command in feature.commands:
            built.cli.add_command(command)
        if feature.set_up:
            feature.set_up(built)
