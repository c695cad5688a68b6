"""A demo that begins again forgets what was done in it, keeps its secrets, and never empties a server that is not its own."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner
from redis import Redis

from app.cli.database import find_schema_revision, is_demo_company_seeded, write_seeded_marker_file
from app.cli.demo import command
from app.cli.demo_fresh import empty_demo
from app.cli.demo_home import build_demo_variables, write_demo_variables
from app.kernel.settings import Settings


def test_everything_written_is_gone_and_the_secrets_stay(settings: Settings, tmp_path: Path) -> None:
    variables = build_demo_variables(tmp_path, 8000)
    write_demo_variables(tmp_path, variables)
    write_seeded_marker_file(tmp_path, settings.database_url)
    with Redis.from_url(settings.redis_url) as redis:
        redis.set("board", "of before")
        empty_demo(tmp_path, {"DATABASE_URL": settings.database_url, "REDIS_URL": settings.redis_url})
        assert redis.dbsize() == 0
    assert find_schema_revision(settings.database_url) is None
    assert not is_demo_company_seeded(tmp_path, settings.database_url)
    assert build_demo_variables(tmp_path, 8000) == variables


def test_a_server_that_the_environment_names_is_not_emptied(settings: Settings, tmp_path: Path) -> None:
    environ = {"PASSERELLE_HOME": str(tmp_path), "DATABASE_URL": settings.database_url, "PORT": "0"}
    before = find_schema_revision(settings.database_url)
    refused = CliRunner().invoke(command, ["--fresh", "--port", "49152"], env=environ)
    assert refused.exit_code == 1
    assert "DATABASE_URL names another server" in refused.output
    assert find_schema_revision(settings.database_url) == before is not None
