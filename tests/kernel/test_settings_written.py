"""Settings handed to another process by its variables are the same there, whatever setting is added."""

from __future__ import annotations

from ipaddress import ip_network

from app.kernel.settings import Settings
from tests.real_run import environment


def test_settings_written_as_variables_are_read_back_as_they_were() -> None:
    settings = Settings(
        database_url="postgresql://user@host/name",
        redis_url="redis://host",
        secret_key="k" * 32,
        demo=True,
        webhook_networks=(ip_network("127.0.0.0/8"), ip_network("10.0.0.0/8")),
    )
    assert Settings.from_environ(environment(settings)) == settings
