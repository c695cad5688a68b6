"""Tests of the shell: texts, files, headers, pages."""
