"""A bounded read gives its rows or gives up, and leaves the limit of the transaction as it was."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.kernel.application import Application
from app.kernel.database import read_rows_within, session
from app.kernel.transaction import transaction


@pytest.mark.parametrize(("statement", "rows"), [("select 1", [(1,)]), ("select pg_sleep(5)", None)])
def test_a_read_that_takes_too_long_is_given_up_and_the_limit_of_before_holds_again(
    app: Application, statement: str, rows: list[tuple[int]] | None
) -> None:
    with transaction():
        session().execute(text("set local statement_timeout = '7s'"))
        assert read_rows_within(text(statement), "50ms") == rows
        assert session().scalar(text("show statement_timeout")) == "7s"


def test_another_failure_is_none_of_too_long(app: Application) -> None:
    with pytest.raises(DBAPIError), transaction():
        read_rows_within(text("select pg_terminate_backend(pg_backend_pid())"), "4s")
