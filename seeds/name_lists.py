"""Names, sites, units, jobs and communities of the invented company; any likeness to a real one is chance."""

from __future__ import annotations

from dataclasses import dataclass

MAIL_DOMAIN = "rivage.example"
NETWORK_URL = "https://rse.rivage.example"


def _split_names(names: str) -> list[str]:
    return names.split()


GIVEN_NAMES = _split_names(
    "Adèle Agnès Aïcha Alain Alexandre Alice Amandine Amine Anaïs André Anne Antoine Arnaud Audrey Aurélie Baptiste Béatrice Benoît "
    "Bilal Brigitte Camille Catherine Cécile Céline Charlotte Chloé Christelle Christophe Clément Coralie Cyril Damien Daniel David "
    "Delphine Denis Djamila Dominique Élise Élodie Émilie Emmanuel Éric Estelle Fabien Fabrice Farid Fatou Florence Florian Franck "
    "François Frédéric Gaëlle Gérard Gilles Grégory Guillaume Gwenaëlle Hakim Hugo Inès Isabelle Ismaël Jacques Jean Jérôme Joëlle "
    "Julie Julien Karine Kevin Khadija Laetitia Laure Laurent Léa Leïla Linh Loïc Lucas Lucie Ludovic Maëlle Magali Malik Manon "
    "Marianne Marie Marine Martine Mathieu Maud Mehdi Mélanie Mickaël Mireille Mohamed Mylène Nadia Nadine Nathalie Nicolas Noémie "
    "Odile Olivier Pascal Patricia Paul Pauline Pedro Pierre Rachid Régine Rémi Romain Rosa Sabrina Salomé Samia Samuel Sandrine "
    "Sarah Sébastien Serge Séverine Siham Solène Sophie Stéphane Sylvie Tarek Thi Tiphaine Valérie Véronique Victor Vincent "
    "Virginie Wassim Xavier Yann Yasmine Yves Zoé"
)

FAMILY_NAMES = _split_names(
    "Abadie Allain Amrani André Aubert Baron Barre Baudry Benali Bernard Berthelot Besson Blanchard Bocquet Boucher Bouvier Brun "
    "Cadiou Camus Carpentier Charpentier Chevalier Cissé Colin Cordier Costa Coulibaly Cousin Da-Silva Daniel Delacroix Delattre "
    "Denis Descamps Dubois Dufour Dumas Dupuis Duval Étienne Fabre Faure Fernandes Ferrand Fischer Fleury Fontaine Fournier Garnier "
    "Gauthier Gérard Giraud Gomez Grondin Guérin Guillou Hamon Hardy Henry Hoarau Hoffmann Hubert Huet Jacob Joly Keita Keller "
    "Klein Lacroix Lambert Lamy Laurent Lebrun Leclerc Lefèvre Legrand Lemaire Lemoine Le-Bihan Le-Goff Leroux Lévy Lopez Lucas "
    "Mahé Maillard Mallet Marchal Martin Masson Mercier Meunier Meyer Michel Monnier Moreau Morel Morin Moulin Muller Noël Oliveira "
    "Ouedraogo Parent Payet Pelletier Perrin Petit Picard Poirier Pruvost Quéré Rault Renard Rivière Robert Robin Roger Rousseau "
    "Roy Saïdi Sanchez Schmitt Simon Tanguy Tessier Thomas Tran Traoré Valentin Vidal Vincent Wagner Weber Zidane"
)


@dataclass(frozen=True)
class Workplace:
    """A site with its region and time zone; `weight` is how often it is drawn."""

    name: str
    region: str
    weight: int
    time_zone: str = "Europe/Paris"


@dataclass(frozen=True)
class Department:
    """A unit: its number of people, its jobs, and its sites (all sites if empty)."""

    name: str
    size: int
    jobs: tuple[str, ...]
    sites: tuple[str, ...] = ()


WORKPLACES = (
    Workplace("Nantes", "Grand Ouest", 5),
    Workplace("Rennes", "Grand Ouest", 3),
    Workplace("Nanterre", "Île-de-France", 4),
    Workplace("Lille", "Nord et Est", 3),
    Workplace("Strasbourg", "Nord et Est", 2),
    Workplace("Marseille", "Sud et outre-mer", 3),
    Workplace("Saint-Denis", "Sud et outre-mer", 1, "Indian/Reunion"),
)

DEPARTMENTS = (
    Department(
        "Direction générale",
        7,
        ("Secrétariat général", "Assistanat de direction", "Audit interne"),
        ("Nantes", "Nanterre"),
    ),
    Department(
        "Agences",
        84,
        ("Conseil en agence", "Accueil en agence", "Conseil aux professionnels", "Conseil en agence, allemand"),
    ),
    Department("Indemnisation", 60, ("Gestion de sinistres", "Expertise automobile", "Gestion de sinistres corporels")),
    Department(
        "Relation sociétaires", 52, ("Conseil à distance", "Réclamations", "Conseil à distance, anglais et allemand")
    ),
    Department(
        "Informatique",
        38,
        ("Développement", "Exploitation", "Assistance aux utilisateurs"),
        ("Nantes", "Lille", "Nanterre"),
    ),
    Department(
        "Finance et actuariat", 26, ("Actuariat", "Comptabilité", "Contrôle de gestion"), ("Nanterre", "Nantes")
    ),
    Department("Ressources humaines", 18, ("Recrutement", "Formation", "Paie"), ("Nantes", "Nanterre", "Marseille")),
    Department(
        "Communication",
        15,
        ("Communication interne", "Création graphique", "Relations presse"),
        ("Nanterre", "Nantes", "Lille"),
    ),
)

COMMUNITIES = (
    "agences-grand-ouest",
    "agences-sud-et-outre-mer",
    "agences-nord-et-est",
    "accueil-des-nouveaux",
    "entraide-bureautique",
    "sinistres-climatiques",
    "astuces-relation-client",
    "velo-et-trajets",
    "parler-allemand",
    "lectures-et-veille",
    "alternance-et-tutorat",
    "accessibilite",
)
