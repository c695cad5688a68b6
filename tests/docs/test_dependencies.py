"""Every dependency has its reason, and every reason its dependency."""

from __future__ import annotations

import re
import tomllib

from tests.architecture.source import ROOT, must_be_none

ROW = re.compile(r"^\| `([\w.-]+)` \| (.+) \|$", re.MULTILINE)


def declared() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lists = [
        project["project"]["dependencies"],
        project["build-system"]["requires"],
        *project["dependency-groups"].values(),
    ]
    lists += project["project"].get("optional-dependencies", {}).values()
    return {
        re.split(r"[\[<>=!~; ]", requirement, maxsplit=1)[0].lower()
        for requirements in lists
        for requirement in requirements
    }


def reasons() -> dict[str, str]:
    return dict(ROW.findall((ROOT / "docs/explanation/dependencies.md").read_text(encoding="utf-8")))


def test_every_dependency_has_its_reason() -> None:
    must_be_none(declared() - reasons().keys())


def test_no_reason_is_given_for_what_is_not_there() -> None:
    must_be_none(reasons().keys() - declared())


def test_a_reason_is_a_sentence() -> None:
    must_be_none(f"{name}: {reason}" for name, reason in reasons().items() if not reason.endswith("."))
