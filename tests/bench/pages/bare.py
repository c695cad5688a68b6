"""A bare Flask view that does nothing, served in the same process beside the product: the yardstick of every page."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from wsgiref.types import StartResponse, WSGIEnvironment

from flask import Flask

from tests.bench.pages.addresses import BARE, CPU, EMPTY, STATEMENTS
from tests.bench.pages.statements import take_number

Wsgi = Callable[[WSGIEnvironment, StartResponse], Iterable[bytes]]
bare = Flask("bare", static_folder=None)


@bare.get(EMPTY)
def empty() -> str:
    """The least that Flask can do."""
    return ""


@bare.get(CPU)
def cpu() -> str:
    """The CPU seconds that this process has used so far, all its threads together."""
    return repr(time.process_time())


@bare.get(STATEMENTS)
def statements() -> str:
    """One more than the statements that this process has sent so far, and the calls of this."""
    return str(take_number())


def put_beside(product: Wsgi) -> Wsgi:
    """The bare view under its own addresses, the product everywhere else."""

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        chosen = bare if environ["PATH_INFO"].startswith(BARE) else product
        return chosen(environ, start_response)

    return answer
