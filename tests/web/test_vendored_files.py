"""Third-party files are those that were noted, and no page fetches anything from elsewhere."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest

from app.web.assets import STATIC, assets_by_name
from app.web.extraction import ROOT, SOURCES

NOTED = json.loads((STATIC / "vendor" / "VENDOR.json").read_text(encoding="utf-8"))
THIRD_PARTY = ("vendor", "fonts", "icons")
ALLOWED: frozenset[str] = frozenset()
"""Addresses of others that a template, a style sheet or a script of ours may name: none so far."""

TEMPLATES = sorted(path for source in SOURCES for path in (ROOT / source).glob("**/templates/**/*.html"))
OWN = sorted(path for path in STATIC.glob("*") if path.suffix in (".css", ".js"))


@pytest.mark.parametrize("noted", NOTED, ids=lambda noted: noted["file"])
def test_a_third_party_file_is_the_one_that_was_noted(noted: dict[str, str]) -> None:
    digest = hashlib.sha256((STATIC / noted["file"]).read_bytes()).hexdigest()

    assert digest == noted["sha256"], f"{noted['file']} was changed by hand: run app/web/vendor/refresh.py"


def test_every_third_party_file_is_noted_with_its_licence() -> None:
    present = {
        path.relative_to(STATIC).as_posix() for folder in THIRD_PARTY for path in (STATIC / folder).glob("**/*.*")
    }

    assert present - {"vendor/VENDOR.json"} == {noted["file"] for noted in NOTED}
    assert all(noted["licence"] and noted["version"] for noted in NOTED)
    packages = {noted["package"] for noted in NOTED}
    assert packages == {noted["package"] for noted in NOTED if "/licences/" in noted["file"]}


def test_the_noted_versions_are_those_of_the_lock() -> None:
    lock = json.loads((ROOT / "app/web/vendor/package-lock.json").read_text(encoding="utf-8"))

    for noted in NOTED:
        assert lock["packages"][f"node_modules/{noted['package']}"]["version"] == noted["version"]


def test_the_lock_names_no_registry_host() -> None:
    assert "http" not in (ROOT / "app/web/vendor/package-lock.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", [*TEMPLATES, *OWN], ids=lambda path: path.relative_to(ROOT).as_posix())
def test_nothing_of_ours_names_an_address_of_others(path: Path) -> None:
    addresses = set(re.findall(r"https?://[^\s\"'<>)]*", path.read_text(encoding="utf-8")))

    assert addresses <= ALLOWED


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_template_holds_no_inline_style_or_script(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:|hx-on", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)


def test_a_served_name_changes_with_its_content_and_the_style_sheet_follows() -> None:
    style = assets_by_name()["app.css"]
    font = assets_by_name()["fonts/inter.woff2"]

    assert hashlib.sha256(style.body).hexdigest()[:10] in style.url_name
    assert f"url({font.url_name})".encode() in style.body
    assert b"url(fonts/inter.woff2)" not in style.body


def test_our_own_style_sheet_stays_small() -> None:
    packed = assets_by_name()["app.css"].packed

    assert packed is not None
    assert len(packed) <= 6 * 1024
