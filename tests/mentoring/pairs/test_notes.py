"""Notes are for two: nobody reads them in the database or the logs, no browser loses one, and they are forgotten."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.sealing import Keyring
from app.kernel.transaction import transaction
from mentoring.pairs.jobs import complete_pairs_then_delete_or_reseal_notes
from mentoring.pairs.models import PairNote
from mentoring.pairs.notes.queries import find_notes
from mentoring.pairs.notes.service import InvalidNotes, NoNotesKey, NotesChanged, write_notes
from mentoring.pairs.queries.members import NoSuchPair, get_own_pair
from mentoring.pairs.service.meetings import PairOver
from tests.forms import send, sign_in
from tests.makers import make_people
from tests.mentoring.pairs.makers import TUESDAY, Two, end_pair_of, later, make_two

SECRET = "Zoé a peur de se tromper en public"


def write(two: Two, words: str, *, version: int, by: int | None = None) -> None:
    with transaction():
        write_notes(by or two.senior, two.pair_id, words, version=version)


def read(two: Two) -> str | None:
    with transaction():
        notes = find_notes(get_own_pair(two.junior, two.pair_id))
        assert notes is not None
        return notes.text


def key_of(two: Two) -> str:
    with transaction():
        return session().get_one(PairNote, two.pair_id).key


def every_word_of_the_database() -> str:
    """Every row of every table, as text."""
    with transaction():
        names = "select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'"
        tables = session().scalars(text(names)).all()
        rows = [session().scalars(text(f'select one::text from "{table}" one')).all() for table in tables]
    return "\n".join(row for note in rows for row in note)


def test_both_read_what_either_wrote_and_the_database_and_the_logs_hold_no_word_of_it(
    two: Two, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        write(two, SECRET, version=0)
        with pytest.raises(NotesChanged):
            write(two, f"{SECRET} aussi", version=0, by=two.junior)
        assert read(two) == SECRET

    kept = every_word_of_the_database()
    assert "peur" not in kept
    assert SECRET.encode().hex() not in kept
    assert "peur" not in caplog.text


def test_the_same_words_twice_are_one_writing_and_others_are_asked_to_look_first(two: Two) -> None:
    write(two, "Un", version=0)
    write(two, "Un", version=0)
    write(two, "Un, deux", version=1)
    with pytest.raises(NotesChanged):
        write(two, "Un, trois", version=1)

    assert read(two) == "Un, deux"


def test_whoever_is_not_one_of_the_two_neither_writes_nor_reads(two: Two) -> None:
    with transaction():
        (stranger,) = make_people(1)
    with pytest.raises(NoSuchPair):
        write(two, "Moi aussi", version=0, by=stranger)
    with pytest.raises(InvalidNotes):
        write(two, "x" * 20_001, version=0)
    with pytest.raises(InvalidNotes, match=r"Line 2, character 1: U\+202E"):
        write(two, "Lire avant\n\u202eaprès", version=0)
    assert read(two) == ""


def test_without_a_key_there_are_no_notes_and_the_page_says_so(bare_app: Application) -> None:
    bare_app.config["SETTINGS"] = replace(bare_app.config["SETTINGS"], notes_key=None)
    with bare_app.app_context(), clock.freeze_at(TUESDAY):
        two = make_two()
        with pytest.raises(NoNotesKey):
            write(two, "Un", version=0)
    page = sign_in(bare_app.test_client(), two.senior).get(f"/mentoring/pairs/{two.pair_id}").text

    assert "Les notes ne sont pas disponibles ici" in page
    assert 'name="text"' not in page


def test_a_new_key_seals_from_now_on_and_the_older_one_can_go_once_all_is_sealed_again(
    app: Application, two: Two
) -> None:
    write(two, SECRET, version=0)
    old = app.config["SETTINGS"].notes_key
    new = ("second", b"2" * 32)
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], notes_key=Keyring((new, *old.keys)))
    assert (key_of(two), read(two)) == ("first", SECRET)

    complete_pairs_then_delete_or_reseal_notes()
    complete_pairs_then_delete_or_reseal_notes()
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], notes_key=Keyring((new,)))
    assert (key_of(two), read(two)) == ("second", SECRET)

    app.config["SETTINGS"] = replace(app.config["SETTINGS"], notes_key=Keyring((("third", b"3" * 32),)))
    complete_pairs_then_delete_or_reseal_notes()
    assert read(two) is None, "What cannot be read is kept, and said to be."


def test_thirty_days_after_the_end_they_are_forgotten_and_not_before(two: Two) -> None:
    write(two, SECRET, version=0)
    with later(days=1), transaction():
        end_pair_of(two)
    with later(days=1), pytest.raises(PairOver):
        write(two, "Encore", version=1)
    with later(days=30.9):
        complete_pairs_then_delete_or_reseal_notes()
        assert read(two) == SECRET
    with later(days=31.1):
        complete_pairs_then_delete_or_reseal_notes()
    with transaction():
        assert session().scalars(select(PairNote)).all() == []


def test_two_browsers_get_both_texts_back_and_nothing_is_lost(bare_app: Application) -> None:
    with bare_app.app_context(), clock.freeze_at(TUESDAY):
        two = make_two()
    own_client, other_client = (sign_in(bare_app.test_client(), person) for person in (two.senior, two.junior))
    path = f"/mentoring/pairs/{two.pair_id}/notes"
    assert send(own_client, path, text="Photo faite.\r\nTitre : <b>à revoir</b>", seen="0").status_code == 302
    answer = send(other_client, path, text="Apporter trois exemples", seen="0")

    assert answer.status_code == 409
    assert "Les notes ont changé pendant que vous écriviez" in answer.text
    assert "Photo faite.\nTitre : &lt;b&gt;à revoir&lt;/b&gt;" in answer.text
    assert ">Apporter trois exemples</textarea>" in answer.text
    assert send(other_client, path, text="Photo faite. Apporter trois exemples", seen="1").status_code == 302
    page = own_client.get(f"/mentoring/pairs/{two.pair_id}").text
    assert "Photo faite. Apporter trois exemples</textarea>" in page


@pytest.mark.fault
def test_a_row_that_is_moved_to_another_pair_does_not_open(app: Application, two: Two) -> None:
    with clock.freeze_at(TUESDAY + timedelta(hours=1)):
        other = make_two()
    write(two, SECRET, version=0)
    write(other, "Rien", version=0)
    moved = "update mentoring_note set sealed = (select sealed from mentoring_note where pair_id = :one) where pair_id = :other"
    with transaction():
        session().execute(text(moved), {"one": two.pair_id, "other": other.pair_id})

    assert read(other) is None
