"""Hosts of one network, as namespaces of this machine: each has an address and a cable, which can be pulled out of the switch.

The switch is a namespace too: nothing of the network is seen from this machine, or reaches it.
"""

from __future__ import annotations

import ctypes
import os
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

SWITCH = f"ps{os.getpid()}"
"""Its name, which begins those of the hosts."""
BRIDGE = "bridge"
ADDRESS = "198.18.77.{}"
"""Of the range that is kept for measuring networks."""
NETWORK = ADDRESS.format("0/24")
NETWORK_NAMESPACE = 0x40000000
"""What `setns` calls it."""


class Host:
    """A namespace that reaches the others by a cable of its own."""

    def __init__(self, number: int) -> None:
        self.name = f"{SWITCH}-{number}"
        self.address = ADDRESS.format(number)
        self._plug = f"cable{number}"

    def lay_cable(self) -> None:
        """Create the namespace and connect it."""
        _run_ip("netns", "add", self.name)
        _run_ip("-n", self.name, "link", "set", "lo", "up")
        _run_ip("-n", SWITCH, "link", "add", self._plug, "type", "veth", "peer", "name", "eth0", "netns", self.name)
        _run_ip("-n", SWITCH, "link", "set", self._plug, "up")
        _run_ip("-n", self.name, "address", "add", f"{self.address}/24", "dev", "eth0")
        _run_ip("-n", self.name, "link", "set", "eth0", "up")
        self.plug_in()

    def pull_out(self) -> None:
        """Cut it: neither end hears of it."""
        _run_ip("-n", SWITCH, "link", "set", self._plug, "nomaster")

    def plug_in(self) -> None:
        """Connect it, for the first time or again."""
        _run_ip("-n", SWITCH, "link", "set", self._plug, "master", BRIDGE)

    def enter(self) -> None:
        """Let this thread, and every program and thread that it starts from now on, be on this host."""
        with Path("/run/netns", self.name).open() as namespace:
            _set_namespace(namespace.fileno())

    @contextmanager
    def entered(self) -> Iterator[None]:
        """This thread, and what it starts, is on the host during the block."""
        with Path("/proc/thread-self/ns/net").open() as before:
            self.enter()
            try:
                yield
            finally:
                _set_namespace(before.fileno())

    def remove(self) -> None:
        """Remove the namespace, and the cable with it."""
        _remove_namespace(self.name)


@contextmanager
def connected_hosts(*numbers: int) -> Iterator[list[Host]]:
    """Hosts at a switch; nothing of them is left after the block."""
    with ExitStack() as stack:
        stack.callback(_remove_namespace, SWITCH)
        _run_ip("netns", "add", SWITCH)
        _run_ip("-n", SWITCH, "link", "add", BRIDGE, "type", "bridge")
        _run_ip("-n", SWITCH, "link", "set", BRIDGE, "up")
        hosts = [Host(number) for number in numbers]
        for host in hosts:
            stack.callback(host.remove)
            host.lay_cable()
        yield hosts


def find_namespaces() -> str | None:
    """Where namespaces and switches may be made and entered: what makes them."""
    try:
        with connected_hosts(1) as (host,), host.entered():
            return "ip"
    except (OSError, subprocess.CalledProcessError):
        return None


def _set_namespace(descriptor: int) -> None:
    """As `os.setns`, which Python has since 3.12."""
    library = ctypes.CDLL(None, use_errno=True)
    if library.setns(descriptor, NETWORK_NAMESPACE):
        raise OSError(ctypes.get_errno(), "This process may not enter a namespace.")


def _remove_namespace(name: str) -> None:
    subprocess.run(["ip", "netns", "delete", name], check=False, stderr=subprocess.DEVNULL)


def _run_ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, stderr=subprocess.DEVNULL)
