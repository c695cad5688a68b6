"""Callers that send half and wait, or all come at once, keep nobody else out; nor do wrong passwords behind a proxy."""

from __future__ import annotations

import os
import socket
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from ipaddress import ip_network
from pathlib import Path

import click
import pytest
import trustme

from app.cli.demo_home import PROJECT
from app.cli.demo_programs import build_web_command, run_programs_for_block
from app.kernel.settings import Settings
from tests.callers import Caller, sending_half_bodies
from tests.databases import Databases
from tests.engines import short_home
from tests.not_run import find_program
from tests.real_run import environment
from tests.waiting import comes_true

pytestmark = pytest.mark.fault
SIGN_INS = int(os.environ.get("SIGN_INS", "6"))
"""`make storm` sends 200."""
Arrange = Callable[[Path, int, int], list[str]]
PROXIES = PROJECT / "docs" / "how-to" / "proxies"
ONE, OTHER = "127.0.0.2", "127.0.0.3"


@pytest.fixture(scope="module")
def served(databases: Databases) -> Iterator[int]:
    """The port of the web processes of a demo, which trust a proxy on this machine."""
    url, port = databases.url("callers"), find_free_port()
    databases.renew(url)
    settings = Settings(
        database_url=url,
        redis_url=databases.engines.redis_url,
        secret_key="a fault test keeps no secret from anyone",
        secure_cookies=False,
        trusted_proxies=(ip_network("127.0.0.1/32"),),
    )
    with short_home() as home, run_programs_for_block([build_web_command(home, environment(settings), port)]):
        assert comes_true(lambda: is_listening(port) and Caller(port).get_status("/login") == 200)
        yield port


@pytest.mark.parametrize("count", [12, 300])
def test_half_sent_bodies_keep_nobody_out(served: int, count: int) -> None:
    with sending_half_bodies(served, count):
        began = time.monotonic()
        assert Caller(served).get_status("/livez") == 200
        assert Caller(served).get_status("/login") == 200
        assert time.monotonic() - began < 10


def test_many_sign_ins_at_once_are_all_answered_and_the_service_lives(served: int) -> None:
    began = time.monotonic()
    caller = Caller(served, patience=max(30.0, SIGN_INS * 0.6))
    with ThreadPoolExecutor(SIGN_INS) as callers:
        answers = [callers.submit(caller.sign_in, f"p{number}@example.org", "wrong") for number in range(SIGN_INS)]
        assert Caller(served).get_status("/livez") == 200
        click.echo(f"Alive after {time.monotonic() - began:.1f} s.")
        assert {answer.result() for answer in answers} == {401}
    click.echo(f"{SIGN_INS} sign-ins answered in {time.monotonic() - began:.1f} s.")


@pytest.fixture
def nginx() -> str:
    """The program; a test that asks for it carries the mark `nginx`."""
    return find_program("nginx") or ""


@pytest.fixture
def haproxy() -> str:
    """The program; a test that asks for it carries the mark `haproxy`."""
    return find_program("haproxy") or ""


def test_behind_nginx_with_the_file_of_the_guide_one_caller_locks_out_nobody_else(served: int, nginx: str) -> None:
    check_that_one_caller_locks_out_nobody_else(served, nginx, _arrange_nginx)


def test_behind_haproxy_with_the_file_of_the_guide_one_caller_locks_out_nobody_else(served: int, haproxy: str) -> None:
    check_that_one_caller_locks_out_nobody_else(served, haproxy, _arrange_haproxy)


def check_that_one_caller_locks_out_nobody_else(served: int, program: str, arrange: Arrange) -> None:
    name = Path(program).name
    email = f"{name}@example.org"
    with running_proxy(program, arrange, served) as (port, tls):
        with sending_half_bodies(port, 12, tls):
            assert Caller(port, tls=tls).get_status("/login") == 200
        tries = [Caller(port, ONE, tls).sign_in(email, "wrong") for _ in range(6)]
        assert tries == [401] * 5 + [429]
        assert Caller(port, OTHER, tls).sign_in(email, "wrong") == 401
        forged = {"X-Forwarded-For": OTHER}
        assert Caller(port, ONE, tls).sign_in(email, "wrong", **forged) == 429


@contextmanager
def running_proxy(program: str, arrange: Arrange, served: int) -> Iterator[tuple[int, ssl.SSLContext]]:
    """The proxy with the file of the guide, on a port of its own before `served`: only ports, places and the account are others."""
    authority, port = trustme.CA(), find_free_port()
    context = ssl.create_default_context()
    authority.configure_trust(context)
    with short_home() as home:
        certificate = authority.issue_cert("localhost")
        certificate.private_key_and_cert_chain_pem.write_to_path(home / "both.pem")
        arguments = arrange(home, port, served)
        with subprocess.Popen([program, *arguments], stderr=subprocess.DEVNULL) as proxy:
            try:
                assert comes_true(lambda: is_listening(port)), "The proxy does not start."
                yield port, context
            finally:
                proxy.terminate()


def _arrange_nginx(home: Path, port: int, served: int) -> list[str]:
    text = (PROXIES / "nginx.conf").read_text()
    places = {
        "/run/nginx.pid": home / "pid",
        "/var/log/nginx/": f"{home}/",
        "/etc/ssl/private/passerelle.key": home / "both.pem",
    }
    places |= {"/etc/ssl/passerelle.pem": home / "both.pem", "443": port, "127.0.0.1:8000": f"127.0.0.1:{served}"}
    (home / "nginx.conf").write_text(_replace_all(text, places | {"user www-data;": "user root;"}))
    return ["-p", str(home), "-c", str(home / "nginx.conf"), "-g", "daemon off;"]


def _arrange_haproxy(home: Path, port: int, served: int) -> list[str]:
    text = (PROXIES / "haproxy.cfg").read_text()
    places = {
        "/etc/ssl/passerelle-with-key.pem": home / "both.pem",
        ":443": f":{port}",
        "127.0.0.1:8000": f"127.0.0.1:{served}",
    }
    (home / "haproxy.cfg").write_text(_replace_all(text, places))
    return ["-db", "-f", str(home / "haproxy.cfg")]


def _replace_all(text: str, places: dict[str, object]) -> str:
    for place, ours in places.items():
        assert place in text, f"The file names {place}."
        text = text.replace(place, str(ours))
    return text


def is_listening(port: int) -> bool:
    """Whether somebody answers there."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def find_free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
