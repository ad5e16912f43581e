"""How a new version of the function takes over: checks before and after, traffic step by step, alarms that take it
back.
"""

from feature_stacks.cv_tailoring.release.check_functions import CheckFunctions as CheckFunctions
from feature_stacks.cv_tailoring.release.release import Release as Release
