"""The pages of the reference, written from the code so that they cannot tell anything else."""
