"""What the intake plugs in: the address for activities, and the command that replays a file of them."""

from __future__ import annotations

from flask import Flask

from app.intake import openapi
from app.intake.commands import replay_file
from app.intake.routes import blueprint
from app.kernel.api import get_api
from app.kernel.manifest import Feature


def _set_up(app: Flask) -> None:
    get_api(app).describe_schemas(openapi.SCHEMAS)


feature = Feature(name="intake", apis=(blueprint,), commands=(replay_file,), set_up=_set_up)
