"""The regulation of a contest: written from its terms in both languages, kept in versions, read as a page, HTML, PDF or text."""
