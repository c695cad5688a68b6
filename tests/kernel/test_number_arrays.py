"""A list arrives in PostgreSQL as it was sent, whichever way it is written."""

from __future__ import annotations

from enum import IntEnum

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg.adapt import PyFormat, Transformer
from psycopg.types.array import ListDumper
from sqlalchemy import text

from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.number_arrays import NumberListDumper
from app.kernel.transaction import transaction
from tests.examples import examples


class Size(IntEnum):
    """A number with a name."""

    SMALL = 1
    LARGE = 2


BIG = st.lists(st.integers(-(2**63), 2**63 - 1))


@given(
    numbers=BIG,
    flags=st.lists(st.booleans()),
    holed=st.lists(st.none() | st.integers(0, 9)),
    words=st.lists(st.text('a,{} \\"')),
)
@settings(max_examples=examples(20), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_list_arrives_as_it_was_sent(
    app: Application, numbers: list[int], flags: list[bool], holed: list[int | None], words: list[str]
) -> None:
    statement = text(
        "select cast(:numbers as bigint[]), cast(:flags as boolean[]), cast(:holed as bigint[]), cast(:words as text[])"
    )
    with transaction():
        sent = {"numbers": numbers, "flags": flags, "holed": holed, "words": words}
        assert list(session().execute(statement, sent).one()) == list(sent.values())


@pytest.mark.parametrize("given_list", [[Size.SMALL, Size.LARGE], [[1, 2], [3, 4]], [1, None], [True, False]])
def test_what_is_no_flat_list_of_numbers_is_written_as_psycopg_writes_it(given_list: list[object]) -> None:
    written, expected = (
        kind(list, Transformer()).upgrade(given_list, PyFormat.TEXT) for kind in (NumberListDumper, ListDumper)
    )
    assert written.dump(given_list) == expected.dump(given_list)


def test_connections_of_the_service_send_lists_so(app: Application) -> None:
    with transaction():
        connection = session().connection().connection.driver_connection
        assert connection is not None
        dumper = Transformer(connection).get_dumper([1, 2], PyFormat.AUTO)
    assert isinstance(dumper, NumberListDumper)
