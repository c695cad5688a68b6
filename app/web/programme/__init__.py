"""The programme as one file, out and in again: each feature gives its sections."""
