"""The kinds of notices and the sources of digests, by name: filled once, from what the features plug in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.kernel.application import Application, get_extension
from app.notices.digest import DigestSource
from app.notices.kind import NoticeKind
from app.notices.manifest import NoticeFeature

_KINDS, _SOURCES = "notice_kinds", "digest_sources"


@dataclass(frozen=True)
class KindsOfUnreadNotices:
    """The names of the kinds that the frame of a page is about."""

    shown: tuple[str, ...]
    read_on_their_page: tuple[str, ...]
    """Their page says all that they say."""
    celebrated: tuple[str, ...]


def register_kinds_and_digest_sources(app: Application, features: Iterable[NoticeFeature]) -> None:
    """Give `app` its kinds and sources; two of one name stop the start."""
    kinds: dict[str, NoticeKind] = {}
    sources: dict[str, DigestSource] = {}
    for feature in features:
        for kind in feature.notices:
            assert kind.name not in kinds, f"Two kinds of notices are called {kind.name}."
            kinds[kind.name] = kind
        for source in feature.digests:
            assert source.name not in sources, f"Two sources of digests are called {source.name}."
            sources[source.name] = source
    app.extensions.update({_KINDS: kinds, _SOURCES: sources})


def notice_kinds_by_name() -> dict[str, NoticeKind]:
    """Every kind by name."""
    kinds: dict[str, NoticeKind] = get_extension(_KINDS)
    return kinds


def list_transactional_kind_names() -> list[str]:
    """The names of the transactional kinds."""
    return [name for name, kind in notice_kinds_by_name().items() if kind.is_transactional]


def list_kinds_of_unread_notices(*, is_calm: bool) -> KindsOfUnreadNotices:
    """Those that are shown: in a crisis only transactional ones, and nothing to celebrate."""
    shown = [kind for kind in notice_kinds_by_name().values() if kind.is_transactional or not is_calm]
    return KindsOfUnreadNotices(
        shown=tuple(kind.name for kind in shown),
        read_on_their_page=tuple(kind.name for kind in shown if kind.is_celebration or kind.is_read_on_its_page),
        celebrated=() if is_calm else tuple(kind.name for kind in shown if kind.is_celebration),
    )


def digest_sources_by_name() -> dict[str, DigestSource]:
    """Every source by name, in the order of the features."""
    sources: dict[str, DigestSource] = get_extension(_SOURCES)
    return sources
