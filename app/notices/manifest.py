"""The manifest of a feature above notices: it may send notices to people, and offer news for the digest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.notices.digest import DigestSource
from app.notices.kind import NoticeKind
from app.people.manifest import JoiningFeature


@dataclass(frozen=True, kw_only=True)
class NoticeFeature(JoiningFeature):
    """`notices` are the kinds of notices that it sends to people, `digests` the sources of news for the weekly e-mail."""

    notices: Sequence[NoticeKind] = ()
    digests: Sequence[DigestSource] = ()
