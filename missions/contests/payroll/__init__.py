"""What payroll needs of prizes: a file of what was handed over, and the register of a year."""
