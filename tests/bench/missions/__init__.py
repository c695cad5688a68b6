"""The group `missions`: enrolling, counting, counting again, and reading what one person sees."""
