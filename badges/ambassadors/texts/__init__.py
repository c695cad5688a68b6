"""Ready-made texts that people propose to HR, who takes them up or leaves them without reading whose they are."""
