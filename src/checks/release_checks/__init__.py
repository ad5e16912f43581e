"""Functions that call the service as its users do, with synthetic records: before and after a new version takes over
traffic, and every few minutes.

Nothing beyond what the Lambda runtime brings, so that a check cannot break with what it checks.
"""
