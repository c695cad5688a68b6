"""What is lost when something dies: nothing."""
