"""Forms drawn from schemas: their fields, their controls, and what was posted; missions and badges are written with them."""
