"""Builds the application: finds every feature, and plugs each one in."""

from __future__ import annotations

from functools import cache

from granian.utils.proxies import wrap_wsgi_with_proxy_headers

from app.journal import registry
from app.journal.manifest import JournalFeature
from app.kernel import access, health, jobs, problems, reading
from app.kernel.api import set_up_api
from app.kernel.application import Application, create_bare_application
from app.kernel.database import db
from app.kernel.discovery import discover_features
from app.kernel.manifest import Feature, list_features_of_application
from app.kernel.settings import Settings

ROOTS = ("app", "missions", "badges", "mentoring")
"""The packages below which every feature.py is a feature."""
FLOORS = (
    *(
        "app.kernel.due_run",
        "app.kernel.kept_figures",
        "app.journal",
        "app.people",
        "app.intake",
        "app.points",
        "app.leaderboards",
    ),
    *("app.webhooks", "app.audit", "app.notices", "app.web", "missions", "badges", "mentoring"),
)
"""Their order, from the lowest floor up; a feature that is not named here comes last, by its name."""


@cache
def list_all_features() -> tuple[Feature, ...]:
    """Every feature of the product, in the order of the floors."""
    return discover_features(ROOTS, FLOORS)


def create_app(settings: Settings) -> Application:
    """The whole service, ready to serve; an unknown setting, a double name or a route without a rule stops it."""
    app = create_bare_application(settings)
    db.init_app(app)
    reading.set_up_reading(app)
    jobs.connect_redis(app)
    problems.register_error_responses(app)
    app.register_blueprint(health.blueprint)
    _plug_in_features(app)
    access.check_route_permissions(app)
    _believe_trusted_proxies(app, settings)
    return app


def _believe_trusted_proxies(app: Application, settings: Settings) -> None:
    """Take the caller's address from X-Forwarded-For where a trusted proxy sends it: the last one that is no such proxy itself."""
    if settings.trusted_proxies:
        trusted_hosts = [str(network) for network in settings.trusted_proxies]
        app.__dict__["wsgi_app"] = wrap_wsgi_with_proxy_headers(app.wsgi_app, trusted_hosts=trusted_hosts)


def _plug_in_features(app: Application) -> None:
    api = set_up_api(app)
    features = app.extensions["features"] = list_all_features()
    registry.register_readers(
        app, (reader for feature in list_features_of_application(app, JournalFeature) for reader in feature.readers)
    )
    jobs.register_jobs(app, (job for feature in features for job in feature.jobs))
    for feature in features:
        for blueprint in feature.apis:
            api.register_blueprint(blueprint)
        for blueprint in feature.blueprints:
            app.register_blueprint(blueprint)
        for command in feature.commands:
            app.cli.add_command(command)
        if feature.set_up:
            feature.set_up(app)
