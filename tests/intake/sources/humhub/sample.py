"""A HumHub: it sends nothing, and is only asked."""

from __future__ import annotations

from tests.intake.sample import SourceSample

OPTIONS = {"address": "https://hub.rse.test", "time_zone": "Europe/Paris"}

sample = SourceSample(kind="humhub", body=lambda _: b"", headers=lambda *_: {}, options=OPTIONS)
