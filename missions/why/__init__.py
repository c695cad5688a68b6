"""Why a mission is complete for somebody, or why it is not yet: for that person alone."""
