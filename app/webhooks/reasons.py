"""Why an address of webhooks is refused, in both languages."""

from __future__ import annotations

from app.kernel.messages import ErrorMessage

NOT_HTTPS = ErrorMessage("The address must start with https://.", french="L’adresse doit commencer par https://.")
NOT_HTTP = ErrorMessage(
    "The address must start with https:// or http://.", french="L’adresse doit commencer par https:// ou http://."
)
NOT_HTTPS_OUTSIDE = ErrorMessage(
    "Outside the networks that webhooks may reach, the address must start with https://.",
    french="Hors des réseaux que WEBHOOK_NETWORKS ouvre, l’adresse doit commencer par https://.",
)
HAS_USER_OR_FRAGMENT = ErrorMessage(
    "The address must have no user name, password or fragment.",
    french="L’adresse doit être sans nom d’utilisateur, ni mot de passe, ni #.",
)
NO_PLAIN_ASCII = ErrorMessage(
    "The address must be plain ASCII without spaces: write other letters as xn-- names or %-codes.",
    french="L’adresse doit être sans espace ni lettre accentuée : écrivez ces lettres en noms xn-- ou en codes %.",
)
NO_ADDRESS_OF_WEB = ErrorMessage("This is not an address of the web.", french="Ce n’est pas une adresse du web.")
BAD_PORT = ErrorMessage(
    "The port of the address must be a number from 1 to 65535.",
    french="Le port de l’adresse doit être un nombre de 1 à 65535.",
)
NO_HOST = ErrorMessage("The address names no host.", french="L’adresse ne nomme aucun serveur.")
BAD_IP_ADDRESS = ErrorMessage(
    "Write the IP address in full, as 192.0.2.1 or [2001:db8::1].",
    french="Écrivez l’adresse IP en entier, comme 192.0.2.1 ou [2001:db8::1].",
)
NOT_IN_REACH = ErrorMessage(
    "{host} is not on the public internet ({address}), nor in a network that webhooks may reach.",
    french="{host} n’est ni sur l’internet public ({address}), ni dans un réseau que WEBHOOK_NETWORKS ouvre.",
)
