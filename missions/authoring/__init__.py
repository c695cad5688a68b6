"""Writing missions and paths on screen: forms drawn from schemas, a look at last month, versions, and what keeps a rule from working."""
