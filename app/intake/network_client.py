"""Speaks HTTP to the networks that are polled, at the addresses that IT wrote into their options."""

from __future__ import annotations

from collections.abc import Mapping

import urllib3

from app.intake.inbox_kind import NetworkAnswer, NetworkSilent

LARGEST_ANSWER = 16 * 1024 * 1024
"""Bytes of an answer that are read; more is no page of a network."""


class HttpNetworkClient:
    """One pool of connections for all networks; it follows no redirect, so that a secret goes where IT says and nowhere else."""

    def __init__(self) -> None:
        self._pool = urllib3.PoolManager(retries=False, timeout=urllib3.Timeout(connect=5, read=30))

    def send_request(
        self, method: str, url: str, *, headers: Mapping[str, str], body: bytes | None = None
    ) -> NetworkAnswer:
        """Send one request; NetworkSilent when nothing answers, or more than a page."""
        try:
            answer = self._pool.request(
                method, url, headers=dict(headers), body=body, redirect=False, preload_content=False
            )
            content = answer.read(LARGEST_ANSWER + 1, decode_content=True)
            answer.release_conn()
        except (urllib3.exceptions.HTTPError, ValueError) as lost:
            raise NetworkSilent(f"The network cannot be reached: {str(lost).rpartition(': ')[2]}.") from lost
        if len(content) > LARGEST_ANSWER:
            raise NetworkSilent("The network answered with more than a page.")
        return NetworkAnswer(answer.status, content)
