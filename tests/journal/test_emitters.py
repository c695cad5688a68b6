"""The reference says who appends each kind of fact: the declarations of the features agree with the code."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from app.factory import list_all_features
from app.journal.kinds import KINDS
from app.journal.manifest import JournalFeature

ROOT = Path(__file__).parents[2]


def list_emitting_features() -> list[JournalFeature]:
    return [feature for feature in list_all_features() if isinstance(feature, JournalFeature)]


def declared_kinds(feature: JournalFeature) -> set[str]:
    return set(feature.emits.union(*(reader.emits for reader in feature.readers)))


def folder_of(feature: JournalFeature) -> Path:
    homes = (ROOT / wing / feature.name for wing in ("", "app", "app/web", "missions", "badges"))
    return next(path for path in homes if path.is_dir())


def list_calls(folder: Path) -> Iterator[ast.Call]:
    for file in _list_own_files(folder):
        yield from (node for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Call))


def _list_own_files(folder: Path) -> list[Path]:
    """The files of a feature, without those of a feature that stands inside its folder."""
    inner = [file.parent for file in folder.rglob("feature.py") if file.parent != folder]
    return [file for file in sorted(folder.rglob("*.py")) if not any(home in file.parents for home in inner)]


def kinds_appended(folder: Path) -> set[str]:
    """The kinds that the code of a feature names where it makes a fact."""
    makes_fact = (call for call in list_calls(folder) if isinstance(call.func, ast.Name) and call.func.id == "NewFact")
    values = (keyword.value for call in makes_fact for keyword in call.keywords if keyword.arg == "kind")
    return {str(value.value) for value in values if isinstance(value, ast.Constant)}


def test_every_kind_has_a_feature_that_appends_it() -> None:
    assert set().union(*(declared_kinds(feature) for feature in list_emitting_features())) == KINDS.keys()


def test_a_feature_declares_what_it_appends_and_its_code_names_what_it_declares() -> None:
    for feature in list_emitting_features():
        folder = folder_of(feature)
        text = "".join(file.read_text("utf-8") for file in folder.rglob("*.py") if file.name != "feature.py")
        assert kinds_appended(folder) <= declared_kinds(feature), feature.name
        assert {kind for kind in declared_kinds(feature) if f'"{kind}"' not in text} == set(), feature.name
