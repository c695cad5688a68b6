"""The page about scale names statements that exist."""

from __future__ import annotations

import re

from app.cli.demo_home import PROJECT
from app.cli.sql_catalogue import list_named_statements

DISTRIBUTED = re.compile(r"## Tables distributed by person\n(.*?)\n## ", re.DOTALL)
NAME = re.compile(r"`([a-z_]+(?:\.[a-z_]+)+)`")


def test_the_statements_that_would_not_distribute_exist() -> None:
    section = DISTRIBUTED.search((PROJECT / "docs/explanation/scale.md").read_text())
    assert section is not None
    tables = section[1].split("**References.**")[0]
    named = set(NAME.findall(tables))
    assert len(named) > 40
    assert named - set(list_named_statements()) == set()
