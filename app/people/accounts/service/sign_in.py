"""Local sign-in for pilots without single sign-on: a slow hash, few guesses a minute, one refusal for all reasons."""

from __future__ import annotations

from datetime import timedelta

from app.kernel.errors import Invalid, Unauthorised
from app.kernel.limits import RateLimit, count_try_or_raise, reset_try_count
from app.kernel.messages import ErrorMessage
from app.people import queries
from app.people.accounts import passwords
from app.people.models import Person

OF_ONE_ACCOUNT = RateLimit("sign-in-account", most=5, within=timedelta(minutes=1))
"""Tries for one e-mail from one address. By e-mail alone, anybody could lock a colleague out."""

OF_ONE_ADDRESS = RateLimit("sign-in-address", most=200, within=timedelta(minutes=1))
"""Tries from one address, for any e-mail: generous, since an office may share one."""


OF_ONE_PASSWORD = RateLimit("change-password", most=5, within=timedelta(minutes=1))
"""Tries of the present password on the page that changes it."""

WRONG_PASSWORD = ErrorMessage("This is not your present password.", french="Ce n’est pas votre mot de passe actuel.")
PASSWORD_LENGTH = ErrorMessage(
    "Choose a password of {least} to {most} characters; a short sentence is best.",
    french="Choisissez un mot de passe de {least} à {most} caractères : une courte phrase convient.",
)


class WrongPassword(Invalid):
    """The present password was not typed as it is."""


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
    if passwords.is_hash_outdated(kept) or passwords.is_hash_of_unnormalised_password(password, kept):
        person.password_hash = passwords.hash_password(password)
    return person


def set_password(person: Person, password: str) -> None:
    """Replace the person's password; every session opened with the old one ends."""
    if not passwords.MIN_LENGTH <= len(passwords.normalise_password(password)) <= passwords.MAX_LENGTH:
        raise WeakPassword(PASSWORD_LENGTH.format(least=passwords.MIN_LENGTH, most=passwords.MAX_LENGTH))
    person.password_hash = passwords.hash_password(password)
    end_every_sign_in_session(person)


def change_own_password(person: Person, present: str, new: str) -> None:
    """Replace the person's password, which they type once more; every session ends.

    WrongPassword or WeakPassword change nothing; TooManyTries after a few wrong ones in a minute.
    """
    account = str(person.id)
    count_try_or_raise(OF_ONE_PASSWORD, account)
    if not passwords.is_password_for_hash(present, person.password_hash):
        raise WrongPassword(WRONG_PASSWORD)
    set_password(person, new)
    reset_try_count(OF_ONE_PASSWORD, account)


def end_every_sign_in_session(person: Person) -> None:
    """Sign the person out of every browser from the next request on."""
    person.session_version += 1
