"""Keys are made by a first start or by a command, for their owner alone; keys that were lost are not replaced unasked."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from app.cli.checks import DoctorCheckFailed, check_badges_can_be_signed
from app.kernel.application import Application
from app.kernel.transaction import transaction
from badges.credentials.keys import KeysUnusable
from badges.credentials.service.publish import ensure_first_keys
from tests.badges.credentials.makers import BASE, download


def test_the_first_keys_are_made_once_and_never_in_place_of_lost_ones(app: Application, keys: Path) -> None:
    kept = keys.rename(keys.with_name("kept"))
    with transaction():
        first = ensure_first_keys()
        again = ensure_first_keys()
    assert (first is not None, again) == (True, None)
    assert_for_owner_alone(keys)

    shutil.rmtree(keys)
    with transaction():
        assert ensure_first_keys() is None
        with pytest.raises(DoctorCheckFailed, match="holds no ed25519 key") as failure:
            check_badges_can_be_signed()
    assert "from the backup" in failure.value.advice
    assert not keys.exists()
    assert kept.exists()


def test_a_folder_that_cannot_be_written_is_named_and_a_folder_with_keys_is_left(app: Application, keys: Path) -> None:
    with transaction():
        assert ensure_first_keys() is None
    shutil.rmtree(keys)
    keys.write_text("A file where the folder should be.")
    with transaction(), pytest.raises(KeysUnusable, match="keys cannot take a new pair of keys"):
        ensure_first_keys()


def test_keys_are_made_by_a_command_for_their_owner_alone(app: Application, keys: Path) -> None:
    shutil.rmtree(keys)

    result = app.test_cli_runner().invoke(args=["badge-keys", "new"])

    assert result.exit_code == 0, result.output
    assert "sign badges from now on" in result.output
    assert_for_owner_alone(keys)
    with transaction():
        assert check_badges_can_be_signed().startswith("signed with ")
    assert len(json.loads(download(app, f"{BASE}/.well-known/jwks.json"))["keys"]) == 2


def assert_for_owner_alone(folder: Path) -> None:
    """The folder holds one pair, which nobody but its owner can read."""
    assert [path.stat().st_mode & 0o777 for path in sorted(folder.iterdir())] == [0o600, 0o600]
    assert folder.stat().st_mode & 0o777 == 0o700
