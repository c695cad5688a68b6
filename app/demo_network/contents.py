"""What the network of the demo shows: its communities, questions that wait, and answers to mark as useful."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Words = Mapping[str, str]

SOURCE = "demo-network"
"""Signs the facts of this network, as the token of a real one would."""
HOME = "https://rse.rivage.example"
WELCOME = "accueil-des-nouveaux"
"""The community in which people greet each other."""


@dataclass(frozen=True)
class DemoMessage:
    """A question or an answer of a colleague; `author` is their place in the list of colleagues."""

    name: str
    community: str
    text: Words
    author: int

    @property
    def address(self) -> str:
        """Its id on the network."""
        return f"{HOME}/notes/{self.name}"


@dataclass(frozen=True)
class DemoCommunity:
    """A community; `near` says that it is the one of the person's "region" or "trade"."""

    name: str
    title: Words
    near: str = ""

    @property
    def address(self) -> str:
        """Its id on the network."""
        return get_community_address(self.name)


COMMUNITIES = (
    DemoCommunity(WELCOME, {"fr": "Accueil des nouveaux", "en": "Welcome to newcomers"}),
    DemoCommunity("entraide-bureautique", {"fr": "Entraide bureautique", "en": "Help with office tools"}),
    DemoCommunity("velo-et-trajets", {"fr": "Vélo et trajets", "en": "Cycling and commuting"}),
    DemoCommunity("lectures-et-veille", {"fr": "Lectures et veille", "en": "Reading and news"}),
)
"""The communities that everybody finds, after the two of their region and their trade."""
QUESTIONS = (
    DemoMessage(
        "q-modele",
        "entraide-bureautique",
        {
            "fr": "Où se trouve le modèle de compte rendu de réunion ?",
            "en": "Where is the template for meeting notes?",
        },
        0,
    ),
    DemoMessage(
        "q-velo",
        "velo-et-trajets",
        {"fr": "Y a-t-il un local à vélos à Nantes ?", "en": "Is there a bicycle shed in Nantes?"},
        1,
    ),
)
ANSWERS = (
    DemoMessage(
        "a-badge",
        WELCOME,
        {
            "fr": "Pour votre badge d’accès, passez à l’accueil avec une pièce d’identité.",
            "en": "For your access card, go to the front desk with proof of identity.",
        },
        2,
    ),
    DemoMessage(
        "a-lecture",
        "lectures-et-veille",
        {
            "fr": "Le bulletin de veille part le jeudi ; on s’y abonne depuis son profil.",
            "en": "The newsletter leaves on Thursdays; subscribe from your profile.",
        },
        3,
    ),
)


def get_community_address(name: str) -> str:
    """The id of a community on the network."""
    return f"{HOME}/communities/{name}"
