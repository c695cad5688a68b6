"""The spaces of roles: what waits there and what runs, as the features say it, on a page and on a card of the home page."""
