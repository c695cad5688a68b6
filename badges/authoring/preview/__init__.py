"""A dry run of a badge: how many people would receive it now."""
