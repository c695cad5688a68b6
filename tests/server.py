"""A real HTTP server around an application, for tests that come in from outside."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import copy_context
from dataclasses import replace
from threading import Thread
from typing import Any

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from app.demo_network.service import connect_network

Wsgi = Callable[..., Any]


class Quiet(WSGIRequestHandler):
    """Answers without a line for each request."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


@contextmanager
def serving(application: Wsgi, port: int = 0, *, threaded: bool = True) -> Iterator[str]:
    """The address of `application`, which answers there for as long as the block."""
    server = make_server("127.0.0.1", port, application, threaded=threaded, request_handler=Quiet)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def serving_with_network(application: Flask, *, threaded: bool = True) -> Iterator[str]:
    """Serve `application` with the network of its demo connected, as `passerelle demo` does; its requests see the clock of the block."""
    moment = copy_context()

    def serve(*request: Any) -> Any:
        return moment.copy().run(application.wsgi_app, *request)

    with serving(serve, threaded=threaded) as address:
        settings = application.config["SETTINGS"]
        connected = replace(settings, public_url=address, demo_network_token="psr_of_the_tests")
        application.config["SETTINGS"] = connected
        with application.app_context():
            connect_network()
        yield address
        application.config["SETTINGS"] = settings
