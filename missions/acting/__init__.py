"""Acting on a mission here: its form, its codes, what is sent to be read, and what each of them earns, once."""
