"""Every signal that ends a demo ends it in the same way, and the second one changes nothing."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest

from app.cli.demo_limits import ending_on_signals

ENDS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@pytest.fixture
def own_signals() -> Iterator[None]:
    """What the process of the tests does on these signals, put back afterwards."""
    before = {number: signal.getsignal(number) for number in ENDS}
    yield
    for number, action in before.items():
        signal.signal(number, action)


@pytest.mark.parametrize("number", ENDS, ids=lambda number: number.name)
def test_a_signal_ends_the_demo_and_a_second_one_does_not_disturb_the_end(
    own_signals: None, number: signal.Signals, capfd: pytest.CaptureFixture[str]
) -> None:
    ended = []
    with ending_on_signals():
        try:
            signal.raise_signal(number)
            ended.append("never")
        finally:
            for again in ENDS:
                signal.raise_signal(again)
            ended.append("everything stopped")

    assert ended == ["everything stopped"]
    assert capfd.readouterr().out == "\nStopping…\nStopped. Nothing is left running.\n"
