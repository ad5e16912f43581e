"""Scope: the rooms that the code lies in - which imports are allowed, and whether docs/architecture.md still says what
the code does. Reads sources; a scratch copy is where imports are broken. No network.
"""
