"""The schemas of missions and paths as authors write them: for forms, files and the reference."""
