"""How the service asks PostgreSQL to treat its connections, whatever the server prefers."""

from __future__ import annotations

from sqlalchemy import text

from app.kernel.application import Application
from app.kernel.database import db, session
from app.kernel.transaction import transaction


def test_statements_are_not_compiled_each_time_they_run_also_where_the_database_would(app: Application) -> None:
    with transaction():
        name = session().scalars(text("select current_database()")).one()
        session().execute(text(f'alter database "{name}" set jit = on'))
    db.engine.dispose()
    with transaction():
        assert session().scalars(text("show jit")).one() == "off"
