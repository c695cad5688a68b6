"""The kinds of sources, one file or folder each, found without a list: how each network is authenticated and read."""
