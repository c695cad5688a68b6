"""What HR does by hand with a badge: naming who gives it, taking one back for a reason, giving it back."""
