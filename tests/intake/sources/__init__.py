"""How each network sends one activity of Ada's: one file a kind of source, for the contract that all kinds keep."""
