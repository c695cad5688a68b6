"""One private server: its address, how to run it, and how to know that it answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from app.kernel.embedded.guarded import Guarded


@dataclass(frozen=True)
class Engine:
    """A server under guard. Its address stays the same whatever happens to it."""

    url: str
    guarded: Guarded
    is_ready: Callable[[], bool]

    def start(self) -> None:
        """Have it run and answer."""
        self.guarded.start()
        self.guarded.wait_until(self.is_ready)

    def stop(self) -> None:
        """Stop it cleanly."""
        self.guarded.stop()

    def kill(self) -> None:
        """End it as a crash would."""
        self.guarded.kill()


@contextmanager
def launched(*engines: Engine) -> Iterator[None]:
    """Have the engines run for as long as the block, and longer while another process needs them; they may not answer yet."""
    with ExitStack() as held:
        for engine in engines:
            held.callback(engine.guarded.release)
            engine.guarded.hold()
            engine.guarded.start()
        yield


@contextmanager
def running(*engines: Engine) -> Iterator[None]:
    """Have the engines run and answer."""
    with launched(*engines):
        for engine in engines:
            engine.start()
        yield
