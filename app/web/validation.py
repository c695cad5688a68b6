"""The sentences of marshmallow in French and in English for people; machines get marshmallow's own."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.kernel.messages import ErrorMessage
from app.kernel.problems import wants_json
from app.web.languages import current_language
from app.web.typography import apply_french_typography

FRENCH_SENTENCES = {
    "Missing data for required field.": _l("Il manque une réponse ici."),
    "Field may not be null.": _l("Il manque une réponse ici."),
    "Invalid value.": _l("Cette réponse ne convient pas."),
    "Invalid type.": _l("Cette réponse n’a pas la bonne forme."),
    "Invalid input type.": _l("Cette réponse n’a pas la bonne forme."),
    "Invalid input.": _l("Cette réponse ne convient pas."),
    "Unknown field.": _l("Ce nom est inconnu ici."),
    "Not a valid list.": _l("Il faut ici une liste."),
    "Not a valid tuple.": _l("Il faut ici une liste."),
    "Not a valid mapping type.": _l("Il faut ici des noms et leurs valeurs."),
    "Not a valid string.": _l("Il faut ici un texte."),
    "Not a valid utf-8 string.": _l("Ce texte contient des caractères illisibles."),
    "Not a valid URL.": _l("Il faut ici une adresse complète, qui commence par https://."),
    "Not a valid email address.": _l("Il faut ici une adresse e-mail."),
    "Not a valid UUID.": _l("Il faut ici un identifiant UUID."),
    "Not a valid number.": _l("Il faut ici un nombre."),
    "Number too large.": _l("Ce nombre est trop grand."),
    "Not a valid integer.": _l("Il faut ici un nombre entier."),
    "Special numeric values (nan or infinity) are not permitted.": _l("Il faut ici un nombre."),
    "Not a valid boolean.": _l("Il faut ici oui ou non."),
    "Not a valid {obj_type}.": _l("Il faut ici une date et une heure."),
    "Not a valid {awareness} {obj_type}.": _l("Il faut ici une date et une heure, avec leur fuseau."),
    '"{input}" cannot be formatted as a {obj_type}.': _l("« {input} » ne peut pas être écrit comme une date."),
    "Not a valid date.": _l("Il faut ici une date."),
    '"{input}" cannot be formatted as a date.': _l("« {input} » ne peut pas être écrit comme une date."),
    "Not a valid period of time.": _l("Il faut ici une durée."),
    "{input!r} cannot be formatted as a timedelta.": _l("« {input} » ne peut pas être écrit comme une durée."),
    "Not a valid IP address.": _l("Il faut ici une adresse IP."),
    "Not a valid IPv4 address.": _l("Il faut ici une adresse IPv4."),
    "Not a valid IPv6 address.": _l("Il faut ici une adresse IPv6."),
    "Not a valid IP interface.": _l("Il faut ici une interface IP."),
    "Not a valid IPv4 interface.": _l("Il faut ici une interface IPv4."),
    "Not a valid IPv6 interface.": _l("Il faut ici une interface IPv6."),
    "Must be one of: {choices}.": _l("Choisissez parmi : {choices}."),
    "Must be {min_op} {{min}}.": _l("Il faut un nombre {min_op} {{min}}."),
    "Must be {max_op} {{max}}.": _l("Il faut un nombre {max_op} {{max}}."),
    "Must be {min_op} {{min}} and {max_op} {{max}}.": _l("Il faut un nombre {min_op} {{min}} et {max_op} {{max}}."),
    "greater than or equal to": _l("supérieur ou égal à"),
    "greater than": _l("supérieur à"),
    "less than or equal to": _l("inférieur ou égal à"),
    "less than": _l("inférieur à"),
    "Shorter than minimum length {min}.": _l("C’est trop court : il en faut au moins {min}."),
    "Longer than maximum length {max}.": _l("C’est trop long : {max} au plus."),
    "Length must be between {min} and {max}.": _l("La longueur est comprise entre {min} et {max}."),
    "Length must be {equal}.": _l("Il en faut exactement {equal}."),
    "Must be equal to {other}.": _l("Il faut ici la même chose que {other}."),
    "String does not match expected pattern.": _l("Ce texte n’a pas la forme attendue."),
    "One or more of the choices you made was in: {values}.": _l("Un de ces choix n’est pas permis : {values}."),
    "One or more of the choices you made was not in: {choices}.": _l("Choisissez seulement parmi : {choices}."),
}


def translate_message(message: ErrorMessage) -> str:
    """The message in the language of the caller: English for machines."""
    return message.english if wants_json() else _translate_for_people(message)


def _translate_for_people(message: ErrorMessage) -> str:
    if message.template is not None:
        given = {
            name: _translate_for_people(value) if isinstance(value, ErrorMessage) else value
            for name, value in message.given.items()
        }
        return _translate_for_people(message.template).format(**given)
    if message.english in FRENCH_SENTENCES:
        return str(FRENCH_SENTENCES[message.english])
    return apply_french_typography(message.french) if message.french and current_language() == "fr" else message.english
