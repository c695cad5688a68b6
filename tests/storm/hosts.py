"""Hosts of one network, as namespaces of this machine: each has an address and a cable, which can be pulled out of the switch."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager

SWITCH = f"ps{os.getpid() % 100_000}"
"""Its name, which begins those of the cables: an interface has at most 15 letters."""
ADDRESS = "198.18.77.{}"
"""Of the range that is kept for measuring networks. This machine is number 1."""
NETWORK = ADDRESS.format("0/24")


class Host:
    """A namespace that reaches this machine by a cable of its own."""

    def __init__(self, number: int) -> None:
        self.name = f"{SWITCH}-{number}"
        self.address = ADDRESS.format(number)

    def lay_cable(self) -> None:
        """Create the namespace and connect it."""
        _run_ip("netns", "add", self.name)
        _run_ip("link", "add", self.name, "type", "veth", "peer", "name", "eth0", "netns", self.name)
        _run_ip("link", "set", self.name, "up")
        _run_ip("-n", self.name, "address", "add", f"{self.address}/24", "dev", "eth0")
        _run_ip("-n", self.name, "link", "set", "eth0", "up")
        self.plug_in()

    def pull_out(self) -> None:
        """Cut it: neither end hears of it."""
        _run_ip("link", "set", self.name, "nomaster")

    def plug_in(self) -> None:
        """Connect it, for the first time or again."""
        _run_ip("link", "set", self.name, "master", SWITCH)

    @contextmanager
    def running(self, command: list[str], variables: Mapping[str, str]) -> Iterator[subprocess.Popen[bytes]]:
        """Run a command on this host during the block; it is killed at the end."""
        entered = ["nsenter", f"--net=/run/netns/{self.name}", *command]
        with subprocess.Popen(entered, env=dict(variables), stderr=subprocess.DEVNULL) as process:
            try:
                yield process
            finally:
                process.kill()

    def remove(self) -> None:
        """Remove the namespace, and the cable with it."""
        subprocess.run(["ip", "link", "delete", self.name], check=False, stderr=subprocess.DEVNULL)
        subprocess.run(["ip", "netns", "delete", self.name], check=False, stderr=subprocess.DEVNULL)


@contextmanager
def connected_hosts(*numbers: int) -> Iterator[list[Host]]:
    """Hosts at a switch to which this machine is connected too; nothing of them is left after the block."""
    with ExitStack() as stack:
        stack.callback(subprocess.run, ["ip", "link", "delete", SWITCH], check=False)
        _run_ip("link", "add", SWITCH, "type", "bridge")
        _run_ip("address", "add", f"{ADDRESS.format(1)}/24", "dev", SWITCH)
        _run_ip("link", "set", SWITCH, "up")
        hosts = [Host(number) for number in numbers]
        for host in hosts:
            stack.callback(host.remove)
            host.lay_cable()
        yield hosts


def find_namespaces() -> str | None:
    """Where namespaces and switches may be made: what makes them."""
    try:
        with connected_hosts(2):
            return "ip"
    except (OSError, subprocess.CalledProcessError):
        return None


def _run_ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, stderr=subprocess.DEVNULL)
