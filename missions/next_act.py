"""Where a person goes to act on a mission: to the company's network, to one of its communities, or to a page of ours."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from app.journal.event_labels import ACTIONS
from app.kernel.application import build_path
from app.kernel.schema import JsonObject
from missions.kind import CompletionMode, MissionKind, Words

HOUSE_PAGES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "charter.accepted": ("people.show_welcome_step", {"step": "charter"}),
    "choices.changed": ("people.show_privacy", {}),
    "mission.completed": ("missions.show_all_paths", {}),
}
"""The pages of ours where these events happen, as endpoints with their values; all others happen on the network."""


@dataclass(frozen=True)
class NetworkAddresses:
    """The address of the network, and the pattern of those of its communities; None where IT has not set one."""

    network: str | None = None
    community_pattern: str | None = None

    def find_community_address(self, community: str) -> str | None:
        """Where that community is: by the pattern, else its id when that is an address itself."""
        if self.community_pattern is not None:
            return self.community_pattern.replace("{community}", quote(community, safe=""))
        return community if community.startswith(("https://", "http://")) else None


@dataclass(frozen=True)
class NextAct:
    """The next act: its address (None while nobody has set one), what to do there, and in which communities it counts."""

    address: str | None
    is_on_network: bool = False
    task: Words = field(default_factory=dict)
    how_often: Words = field(default_factory=dict)
    communities: Sequence[tuple[str, str | None]] = ()


def find_next_act(
    kind: MissionKind,
    settings: JsonObject,
    addresses: NetworkAddresses,
    *,
    link: str | None = None,
    completed: Collection[str] = (),
) -> NextAct | None:
    """The next act of a mission; None where one acts on the mission's own page. `completed` are slugs of missions."""
    if kind.completion_mode not in (CompletionMode.NETWORK, CompletionMode.HOUSE):
        return None
    path = _find_house_path(kind, settings, completed)
    if path is not None:
        return NextAct(path)
    return _build_network_act(kind, settings, addresses, link)


def _find_house_path(kind: MissionKind, settings: JsonObject, completed: Collection[str]) -> str | None:
    required = kind.required_missions(settings)
    if required:
        open_slug = next((slug for slug in required if slug not in completed), required[0])
        return build_path("missions.show_mission", slug=open_slug)
    events = settings.get("facts", ())
    if events and all(event in HOUSE_PAGES for event in events):
        endpoint, values = HOUSE_PAGES[events[0]]
        return build_path(endpoint, **values)
    return next((block.path for block in kind.page_blocks(settings) if block.path), None)


def _build_network_act(
    kind: MissionKind, settings: JsonObject, addresses: NetworkAddresses, link: str | None
) -> NextAct:
    communities = [(name, addresses.find_community_address(name)) for name in settings.get("communities") or ()]
    only_community = communities[0][1] if len(communities) == 1 else None
    return NextAct(
        address=link or only_community or addresses.network,
        is_on_network=True,
        task=_join_actions(settings.get("facts", ())),
        how_often=kind.how_often(settings),
        communities=communities,
    )


def _join_actions(events: Sequence[str]) -> Words:
    actions = [ACTIONS[event] for event in events if event in ACTIONS]
    if not actions:
        return {}
    return {"fr": " ou ".join(words["fr"] for words in actions), "en": " or ".join(words["en"] for words in actions)}
