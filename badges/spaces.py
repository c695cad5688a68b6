"""What badges say in spaces: which ones HR and animators have to publish, and how many are published."""

from __future__ import annotations

from collections.abc import Iterator

from app.kernel.application import build_path
from app.kernel.spaces import SpaceLine, SpacePart
from app.kernel.texts import N_
from badges.authoring.queries import count_badges_by_state


def list_badge_counts() -> Iterator[SpaceLine]:
    """How many badges have a draft that waits, and how many are published."""
    counts, path = count_badges_by_state(), build_path("badge_authoring.index")
    if counts.drafts:
        yield SpaceLine(text=N_("Badges à publier"), figure=counts.drafts, path=path, waits=True)
    yield SpaceLine(text=N_("Badges publiés"), figure=counts.published, path=path)


PARTS = (
    SpacePart("hr", "Badges", "badges.write", list_badge_counts, place=12),
    SpacePart("animation", "Badges", "badges.write", list_badge_counts, place=22),
)
