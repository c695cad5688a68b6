"""Fills the Passerelle that the environment names with the demo company: `python -m seeds`."""

from __future__ import annotations

import os
import sys

import click

from app.demo_network.service import connect_network
from app.factory import create_app
from app.kernel.settings import Settings
from seeds.company import DatabaseNotEmpty, fill_demo_company

if __name__ == "__main__":
    with create_app(Settings.from_environ(os.environ)).app_context():
        try:
            fill_demo_company(click.echo)
            connect_network()
        except DatabaseNotEmpty as refused:
            sys.exit(str(refused))
