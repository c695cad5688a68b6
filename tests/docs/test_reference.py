"""The reference tells what the code says: it was written from it, and not before it changed."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

from click.testing import CliRunner

from app.cli.handbook.pages import render_reference
from app.cli.main import passerelle
from app.cli.reference import REFERENCE_FOLDER, command, list_stale_pages
from app.kernel.settings import Settings
from tests.architecture.house import house
from tests.architecture.source import must_be_none

BY_HAND = frozenset({"terms.md"})
"""Pages of the reference that people write: a table of words, which a test of its own reads."""


def test_no_page_is_behind_the_code() -> None:
    behind = list_stale_pages(render_reference(passerelle, house()), REFERENCE_FOLDER)
    must_be_none(f"docs/reference/{name}: run passerelle reference" for name in behind)


def test_no_page_is_there_that_nobody_writes() -> None:
    written = render_reference(passerelle, house())
    must_be_none(path.name for path in REFERENCE_FOLDER.glob("*") if path.name not in {*written, *BY_HAND})


def test_a_page_that_was_changed_by_hand_is_behind(tmp_path: Path) -> None:
    written = {"a.md": "as written\n", "b.md": "as written\n", "c.md": "as written\n"}
    (tmp_path / "a.md").write_text("as written\n", encoding="utf-8")
    (tmp_path / "b.md").write_text("changed by hand\n", encoding="utf-8")
    assert list_stale_pages(written, tmp_path) == ["b.md", "c.md"]


def test_every_setting_is_documented_in_a_sentence() -> None:
    page = (REFERENCE_FOLDER / "settings.md").read_text(encoding="utf-8")
    must_be_none(
        setting.metadata["variable"] for setting in fields(Settings) if f"`{setting.metadata['variable']}`" not in page
    )
    must_be_none(
        setting.metadata["variable"] for setting in fields(Settings) if not setting.metadata["meaning"].endswith(".")
    )


def test_every_command_says_what_it_does() -> None:
    page = (REFERENCE_FOLDER / "commands.md").read_text(encoding="utf-8")
    parts = page.split("\n## ")[1:]
    must_be_none(
        part.splitlines()[0] for part in parts if len(part.splitlines()) < 3 or not part.splitlines()[2].endswith(".")
    )


def test_the_command_says_where_the_reference_fell_behind() -> None:
    result = CliRunner().invoke(passerelle, ["reference", "--check"])
    assert result.exit_code == 0, result.output
    assert command.name == "reference"
