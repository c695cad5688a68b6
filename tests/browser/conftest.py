"""A real server on this machine, and a real browser whose windows may not complain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect, sync_playwright
from werkzeug.serving import make_server

from app.demo_network.service import connect_network
from app.factory import create_app
from app.kernel.application import Application
from app.kernel.sealing import Keyring
from app.kernel.settings import Settings
from tests.applications import close, let_go, settings_of
from tests.browser.visit import DESKTOP, SMALLEST, Open, Visit
from tests.browser.world import World, build_world
from tests.databases import Databases
from tests.private_engines import PrivateEngines

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--js-flags=--no-opt --no-maglev",
]
"""Nothing that asks other machines; and no optimised code, which costs more processor time than a page lives to gain."""
PATIENCE = 60_000
"""Milliseconds until what a page should show counts as missing: a machine may have much else to do."""

FONTS = "**/*.woff2"
KEPT = "company"
"""The database that every test's company is a copy of."""


@pytest.fixture(scope="session")
def company(databases: Databases, engines: PrivateEngines) -> Iterator[tuple[Application, str, World]]:
    """The application behind a WSGI server, with the small company in a database that every test finds as it was."""
    url = databases.create()
    application = create_app(_settings(url, engines.redis_url))
    with application.app_context():
        world = build_world()
        connect_network()
    let_go(application)
    databases.keep(url, KEPT)
    server = make_server("127.0.0.1", 0, application, threaded=True)
    address = f"http://127.0.0.1:{server.server_port}"
    settings = replace(application.config["SETTINGS"], public_url=address, network_url=f"{address}/demo/network")
    application.config["SETTINGS"] = settings
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield application, address, world
    server.shutdown()
    server.server_close()
    thread.join()
    close(application)
    databases.drop(url)


@pytest.fixture
def served(company: tuple[Application, str, World], databases: Databases) -> Iterator[tuple[Flask, str]]:
    """The application and its address; the company is new again, whatever the test before did to it."""
    application, address, _ = company
    yield application, address
    let_go(application)
    databases.restore(application.config["SQLALCHEMY_DATABASE_URI"], KEPT)
    application.extensions["redis"].flushall()


@pytest.fixture
def world(company: tuple[Application, str, World]) -> World:
    """The people of the small company."""
    return company[2]


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One browser for the whole session."""
    with sync_playwright() as playwright:
        expect.set_options(timeout=PATIENCE)
        launched = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture
def open_window(browser: Browser, served: tuple[Flask, str]) -> Iterator[Open]:
    """Opens windows of a width and a colour scheme; every one is closed after the test, and none may have complained.

    The smallest phone gets none of our fonts: pages must fit in whatever font it has.
    """
    visits: list[Visit] = []

    def open_one(*, width: int = DESKTOP, dark: bool = False, scripts: bool = True, language: str = "fr-FR") -> Visit:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
            locale=language,
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE)
        visit = Visit(context.new_page(), *served)
        if width == SMALLEST:
            visit.page.route(FONTS, lambda route: route.abort())
        visit.listen()
        visits.append(visit)
        return visit

    yield open_one
    for visit in visits:
        visit.page.context.close()
    assert not [complaint for visit in visits for complaint in visit.complaints]
    assert not [address for visit in visits for address in visit.outside]


def _settings(url: str, redis_url: str) -> Settings:
    return replace(
        settings_of(url, redis_url),
        company="Groupe Armor",
        badge_keys=Path("keys"),
        notes_key=Keyring((("browser", b"b" * 32),)),
        demo_network_token="psr_of_the_tests",
    )
