"""A believable company, written through services only: what the demo shows and what newcomers try things on."""
