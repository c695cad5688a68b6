"""The audit log: who changed how Passerelle is connected and run, when, and what stood there before and after."""
