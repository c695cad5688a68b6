"""Writing badges on screen: their list for those who write them, their form, a dry run, and the steps of their life."""
