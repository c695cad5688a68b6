"""Each column that names a person says what a merge of two people does with it."""

from __future__ import annotations

from app.factory import list_all_features
from app.kernel.database import Base
from app.people.manifest import JoiningFeature

BESIDE = {"fact.actor_id", "fact.counterpart_id", "person_change.person_id", "audit_entry.writer_id"}
"""Facts are moved by the journal, changes are looked at once, and the audit log only grows."""


def test_every_column_that_names_a_person_is_in_one_declaration() -> None:
    features = [feature for feature in list_all_features() if isinstance(feature, JoiningFeature)]
    declared = [f"{rows.table}.{rows.column}" for feature in features for rows in feature.merged_rows]
    naming = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if column.name == "person_id" or any(key.column.table.name == "person" for key in column.foreign_keys)
    }
    assert sorted(declared) == sorted(naming - BESIDE)
