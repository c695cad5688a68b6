"""What Passerelle is made of besides its own code: read from the locks, written for people and for machines."""
