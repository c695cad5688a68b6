"""The twelve skills that a list starts from; a company adds its own and retires what it has no use for."""

from __future__ import annotations

from collections.abc import Mapping

CURATED_SKILLS: Mapping[str, Mapping[str, str]] = {
    "linkedin": {"fr": "LinkedIn : profil et publications", "en": "LinkedIn: profile and posts"},
    "company-network": {"fr": "Réseau social de l’entreprise", "en": "The company’s social network"},
    "video-meetings": {"fr": "Visioconférence et réunions à distance", "en": "Video calls and remote meetings"},
    "everyday-ai": {"fr": "IA au quotidien", "en": "AI in everyday work"},
    "power-bi": {"fr": "Tableurs et Power BI", "en": "Spreadsheets and Power BI"},
    "watch": {"fr": "Veille et recherche d’information", "en": "Keeping up and finding information"},
    "photo-video": {"fr": "Photo et vidéo au téléphone", "en": "Photo and video with a phone"},
    "everyday-security": {"fr": "Sécurité numérique au quotidien", "en": "Everyday digital security"},
    "accessibility": {"fr": "Documents accessibles à tous", "en": "Documents that everybody can read"},
    "web-writing": {"fr": "Écriture pour le web", "en": "Writing for the web"},
    "shared-documents": {
        "fr": "Documents partagés et travail à plusieurs",
        "en": "Shared documents and working together",
    },
    "calm-mailbox": {"fr": "Messagerie et notifications apaisées", "en": "A calmer mailbox and fewer alerts"},
}
