"""Questions that wait in the communities of an ambassador, who takes one for two hours, and how these communities are."""
