"""Migrates the Passerelle that the environment names, and fills it with the demo company: `python -m seeds`."""

from __future__ import annotations

import os
import sys

import click

from app.cli.migrate import make_first_badge_keys, upgrade_database
from app.demo_network.service import connect_network
from app.factory import create_app
from app.kernel.settings import Settings
from seeds.company import DatabaseNotEmpty, fill_demo_company

if __name__ == "__main__":
    application = create_app(Settings.from_environ(os.environ))
    upgrade_database(application)
    with application.app_context():
        make_first_badge_keys()
        try:
            fill_demo_company(click.echo)
            connect_network()
        except DatabaseNotEmpty as refused:
            sys.exit(str(refused))
