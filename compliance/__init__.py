"""Compliance: which rules judge the app, what is acknowledged and why, and the evidence a run leaves."""
