"""What `delivery preflight` looks at before the first deployment into real accounts: nothing is changed anywhere."""

from __future__ import annotations

from delivery.preflight.accounts import Accounts, AwsAccounts, LocalAccounts
from delivery.preflight.answer import Verdict
from delivery.preflight.inspection import Line, inspect
from delivery.preflight.situation import Situation

__all__ = ["Accounts", "AwsAccounts", "Line", "LocalAccounts", "Situation", "Verdict", "inspect"]
