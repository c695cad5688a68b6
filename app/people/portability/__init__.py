"""A person takes a file of everything that Passerelle keeps about them."""
