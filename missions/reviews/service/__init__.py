"""The use cases of evidence: the author sends and answers, the reviewer takes and decides, and texts are erased."""
