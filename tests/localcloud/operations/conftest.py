"""Scope of tests/localcloud/operations: every operation of every service of ours, by botocore's models.

Each is called with the least that its model allows and with what it forbids: it answers or refuses, in AWS's form, and
never fails or hangs. What an operation does is shown elsewhere.
"""
