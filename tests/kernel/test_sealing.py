"""What is sealed opens with its key, where it belongs, and nowhere else."""

from __future__ import annotations

import base64

import pytest

from app.kernel.sealing import Keyring, SealedText, UnsealingFailed, parse_keyring
from app.kernel.settings import SettingError, Settings

KEY = base64.b64encode(b"k" * 32).decode()
OTHER = base64.urlsafe_b64encode(b"\xff" * 32).decode()
NEEDED = {"DATABASE_URL": "postgresql:///", "REDIS_URL": "redis://", "SECRET_KEY": "-" * 32}


def test_what_is_sealed_opens_again_and_says_nothing_meanwhile() -> None:
    keys = parse_keyring(f"spring:{KEY}")
    sealed = keys.seal("Un secret de Zoé", about="pair 1")

    assert sealed.key == "spring"
    assert b"secret" not in sealed.body
    assert sealed.body != keys.seal("Un secret de Zoé", about="pair 1").body
    assert keys.unseal(sealed, about="pair 1") == "Un secret de Zoé"


def test_a_seal_that_was_moved_changed_or_lost_its_key_does_not_open() -> None:
    keys = parse_keyring(f"spring:{KEY}")
    sealed = keys.seal("Un secret", about="pair 1")
    changed = SealedText(sealed.key, sealed.body[:-1] + bytes([sealed.body[-1] ^ 1]))

    for wrong, about in ((sealed, "pair 2"), (changed, "pair 1"), (SealedText("winter", sealed.body), "pair 1")):
        with pytest.raises(UnsealingFailed):
            keys.unseal(wrong, about=about)


def test_the_newest_key_seals_and_the_older_ones_still_open() -> None:
    old = parse_keyring(f"spring:{KEY}")
    both = parse_keyring(f"autumn:{OTHER}, spring:{KEY}")

    assert both.unseal(old.seal("Un mot", about="x"), about="x") == "Un mot"
    assert both.seal("Un mot", about="x").key == "autumn"


@pytest.mark.parametrize("written", ["", KEY, f"a:{KEY},a:{OTHER}", "a:short", f"a:{KEY};b:{OTHER}", f"a b:{KEY}"])
def test_keys_that_cannot_be_read_stop_the_start_without_being_told(written: str) -> None:
    with pytest.raises(ValueError, match="expected name:key") as refused:
        parse_keyring(written)

    assert KEY not in str(refused.value)


def test_a_setting_names_itself_and_never_prints_its_keys() -> None:
    with pytest.raises(SettingError, match=r"^NOTES_KEY: expected"):
        Settings.from_environ(NEEDED | {"NOTES_KEY": "nothing"})
    settings = Settings.from_environ(NEEDED | {"NOTES_KEY": f"spring:{KEY}"})

    assert isinstance(settings.notes_key, Keyring)
    assert KEY not in repr(settings)
    assert "k" * 32 not in repr(settings)
