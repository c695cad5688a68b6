"""The shell of the pages: layout, navigation, languages, files to serve, and pages for what goes wrong."""
