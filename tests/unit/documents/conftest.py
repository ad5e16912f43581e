"""Scope: what pages say is there - the commands that a reader would type, the files that they name, the links from page
to page, and the pictures. Reads sources and pages; runs no command. No network.

Pages whose blocks are *run* as they stand are in tests/e2e (test_pages.py, test_procedures.py).
"""
