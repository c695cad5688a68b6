"""A worker of its own process, for a test to kill: sends what is due to one endpoint."""

from __future__ import annotations

import os
import sys

from app.factory import create_app
from app.kernel.jobs import perform
from app.kernel.settings import Settings


def main() -> None:
    """Send to the endpoint named on the command line."""
    with create_app(Settings.from_environ(os.environ)).app_context():
        perform("webhooks.send", (int(sys.argv[1]),), None)


if __name__ == "__main__":
    main()
