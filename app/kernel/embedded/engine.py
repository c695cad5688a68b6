"""One private server: its address, its supervised command, and the check that it answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from app.kernel.embedded.supervised import SupervisedCommand


@dataclass(frozen=True)
class PrivateServer:
    """A supervised server. Its address stays the same when it is started again."""

    url: str
    supervised: SupervisedCommand
    is_ready: Callable[[], bool]

    def start(self) -> None:
        """Run it, and wait until it answers."""
        self.supervised.start()
        self.supervised.start_until_ready(self.is_ready)

    def stop(self) -> None:
        """Stop it cleanly, and wait for its end."""
        self.supervised.stop()

    def kill(self) -> None:
        """Kill it without warning, as a crash would."""
        self.supervised.kill()


@contextmanager
def run_servers_for_block_without_waiting(*engines: PrivateServer) -> Iterator[None]:
    """Run the engines during the block, and longer while another process needs them; they may not answer yet."""
    with ExitStack() as stack:
        for engine in engines:
            stack.callback(engine.supervised.withdraw_need_and_stop_if_last)
            engine.supervised.register_need()
            engine.supervised.start()
        yield


@contextmanager
def run_ready_servers_for_block(*engines: PrivateServer) -> Iterator[None]:
    """Run the engines during the block; they answer when it begins."""
    with run_servers_for_block_without_waiting(*engines):
        for engine in engines:
            engine.start()
        yield
