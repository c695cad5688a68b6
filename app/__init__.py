"""The service's floors, from the kernel up to the web shell; see docs/explanation/house.md."""
