"""What granian serves to the benchmark: the product, and beside it, in the same process, a bare Flask view that does nothing."""

from __future__ import annotations

import time
from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIEnvironment

from flask import Flask

from app.kernel.body_gate import BodyGate
from app.kernel.wsgi_threads import WsgiThreads
from tests.bench.pages.addresses import BARE, CPU, EMPTY
from wsgi import THREADS
from wsgi import app as product

bare = Flask("bare", static_folder=None)


@bare.get(EMPTY)
def empty() -> str:
    """The least that Flask can do."""
    return ""


@bare.get(CPU)
def cpu() -> str:
    """The CPU seconds that this process has used so far, all its threads together."""
    return repr(time.process_time())


def app(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """The bare view under its own addresses, the product everywhere else."""
    chosen = bare if environ["PATH_INFO"].startswith(BARE) else product
    return chosen(environ, start_response)


served = BodyGate(WsgiThreads(app, THREADS), most=product.config["MAX_CONTENT_LENGTH"], live_path="/livez")
