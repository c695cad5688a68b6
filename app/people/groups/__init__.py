"""The names of regions, sites and units, on screen: renamed, or merged for good."""
