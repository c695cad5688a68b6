"""Writing boards: which question is asked, over which time, by those who launch programmes."""
