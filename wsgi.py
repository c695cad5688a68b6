"""The WSGI entry point: builds the application from the environment."""

from __future__ import annotations

import os

from app.factory import create_app
from app.kernel.settings import Settings

app = create_app(Settings.from_environ(os.environ))
