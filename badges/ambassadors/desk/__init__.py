"""The page of HR: who waits for a confirmation, which terms end, and the shares by layer and region."""
