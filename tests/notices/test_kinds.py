"""Every kind of notice can be drawn, so that no inbox fails because of one line in it."""

from __future__ import annotations

from app.kernel.application import Application
from app.notices.registry import notice_kinds_by_name
from app.web.assets import STATIC


def test_every_kind_has_an_icon_that_exists(app: Application) -> None:
    kinds = notice_kinds_by_name().values()
    assert [kind.name for kind in kinds if not (STATIC / "icons" / f"{kind.icon}.svg").is_file()] == []
