"""The kinds of notices and the sources of digests, by name: filled once, from what the features plug in."""

from __future__ import annotations

from collections.abc import Iterable

from app.kernel.application import Application, get_extension
from app.notices.digest import DigestSource
from app.notices.kind import NoticeKind
from app.notices.manifest import NoticeFeature

_KINDS, _SOURCES = "notice_kinds", "digest_sources"


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


def list_celebration_kind_names() -> list[str]:
    """The names of the kinds that celebrate something."""
    return [name for name, kind in notice_kinds_by_name().items() if kind.is_celebration]


def list_kind_names_read_on_their_page() -> list[str]:
    """The names of the kinds whose page says all that they say."""
    kinds = notice_kinds_by_name().items()
    return [name for name, kind in kinds if kind.is_celebration or kind.is_read_on_its_page]


def digest_sources_by_name() -> dict[str, DigestSource]:
    """Every source by name, in the order of the features."""
    sources: dict[str, DigestSource] = get_extension(_SOURCES)
    return sources
