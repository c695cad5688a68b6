"""The directory by CSV: what the HR system says about who is who, read, checked, shown, then written."""
