"""Local sign-in for pilots without single sign-on: a slow hash, few guesses a minute, one refusal for all reasons."""

from __future__ import annotations

from datetime import timedelta

from app.kernel.errors import Invalid, Unauthorised
from app.kernel.limits import RateLimit, count_try_or_raise, reset_try_count
from app.people import queries
from app.people.accounts import passwords
from app.people.models import Person

OF_ONE_ACCOUNT = RateLimit("sign-in-account", most=5, within=timedelta(minutes=1))
"""Tries for one e-mail from one address. By e-mail alone, anybody could lock a colleague out."""

OF_ONE_ADDRESS = RateLimit("sign-in-address", most=200, within=timedelta(minutes=1))
"""Tries from one address, for any e-mail: generous, since an office may share one."""


class SignInRefused(Unauthorised):
    """The e-mail and the password do not go together; the refusal does not say which of the two is wrong."""


class WeakPassword(Invalid):
    """The password is too short or too long."""


def authenticate_person(email: str, password: str, *, address: str = "") -> Person:
    """The person whose e-mail and password these are; SignInRefused, or TooManyTries after a few wrong guesses in a minute."""
    account = f"{email.strip().lower()} {address}"
    count_try_or_raise(OF_ONE_ADDRESS, address)
    count_try_or_raise(OF_ONE_ACCOUNT, account)
    person = queries.find_person_by_email(email)
    kept = person.password_hash if person is not None else None
    if not passwords.is_password_for_hash(password, kept) or person is None or kept is None:
        raise SignInRefused("This e-mail and this password do not go together.")
    reset_try_count(OF_ONE_ACCOUNT, account)
    if passwords.is_hash_outdated(kept):
        person.password_hash = passwords.hash_password(password)
    return person


def set_password(person: Person, password: str) -> None:
    """Replace the person's password; every session opened with the old one ends."""
    if not passwords.MIN_LENGTH <= len(password) <= passwords.MAX_LENGTH:
        raise WeakPassword(
            f"Choose a password of {passwords.MIN_LENGTH} to {passwords.MAX_LENGTH} characters; a short sentence is best."
        )
    person.password_hash = passwords.hash_password(password)
    person.session_version += 1
