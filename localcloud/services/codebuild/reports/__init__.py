"""Test reports of builds."""
