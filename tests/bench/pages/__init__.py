"""What pages cost beside an empty view, and how long people and tests wait for a start."""
