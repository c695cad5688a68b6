"""Writing rules: drafts, a preview on last month's facts, publishing, and which rules are dead."""
