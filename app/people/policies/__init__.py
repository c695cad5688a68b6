"""What a country, a site or a unit does without: points, boards, badges or prizes switched off, with a reason and a history."""
