"""Every physical name of the product comes from here, so that one check can hold all of them to one pattern.

The environment is part of each name because two environments may share an account; it is the last part so that lists
sort by feature.
"""

from __future__ import annotations

import re
from typing import Final

PRODUCT: Final = "careervp"
_WEB_ACL_LOGS: Final = "aws-waf-logs-"
_WORDS: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def physical_name(feature: str, resource_type: str, environment: str) -> str:
    """``careervp-{feature}-{type}-{env}``, such as ``careervp-cv-tailoring-lambda-dev``.

    Raises:
        ValueError: a part is not lower-case words joined by hyphens, which some AWS service would refuse.
    """
    return "-".join([PRODUCT, _checked(feature), _checked(resource_type), _checked(environment)])


def role_name(service: str, feature: str, environment: str) -> str:
    """``careervp-role-{service}-{feature}-{env}``;
    the service is who acts in the role (``lambda``, ``pipeline``, ``smoke``).
    """
    return "-".join([PRODUCT, "role", _checked(service), _checked(feature), _checked(environment)])


def bucket_name(feature: str, environment: str, *, account: str) -> str:
    """A bucket's name is unique in all of AWS, not in an account, so the account's id is part of its feature."""
    return physical_name(f"{feature}-{account}", "bucket", environment)


def cv_bucket_name(environment: str, *, account: str) -> str:
    """The bucket of CVs, which the shared stack makes and features import by this name."""
    return bucket_name("cv-artifacts", environment, account=account)


def job_research_table_name(environment: str) -> str:
    """The table of job postings and company research, which the shared stack makes and features import by this name."""
    return physical_name("job-research", "table", environment)


def release_alarm_name(subject: str, environment: str, *, mark: str) -> str:
    """``careervp-cv-tailoring-release-{subject}-{mark}-alarm-{env}``, of one version of the function.

    Args:
        mark: what stands for the version; may be a token, of lower-case letters and digits once resolved.
    """
    first, last = physical_name(f"cv-tailoring-release-{subject}-mark", "alarm", environment).rsplit("-mark-", 1)
    return f"{first}-{mark}-{last}"


def health_alarm_name(environment: str) -> str:
    """The alarm that the pipeline's conditions watch, which CV tailoring's stack makes."""
    return physical_name("cv-tailoring-health", "alarm", environment)


def watcher_role_name(environment: str) -> str:
    """The role in which the pipeline's conditions read an environment's alarms."""
    return role_name("pipeline", "watcher", environment)


def web_acl_log_group_name(feature: str, environment: str) -> str:
    """WAF writes to log groups of this prefix only
    (docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html).
    """
    return f"{_WEB_ACL_LOGS}{physical_name(f'{feature}-web-acl', 'logs', environment)}"


def log_group_patterns(environment: str) -> tuple[str, str]:
    """What the names of an environment's log groups look like, for the policy of their key."""
    names = f"{PRODUCT}-*-{_checked(environment)}"
    return names, f"{_WEB_ACL_LOGS}{names}"


def stack_name(feature: str, environment: str) -> str:
    """``careervp-{feature}-{env}``."""
    return "-".join([PRODUCT, _checked(feature), _checked(environment)])


def anthropic_secret_name(environment: str) -> str:
    """The secret that holds the LLM vendor's key. A person makes it,
    so its name leads with the vendor they look for.
    """
    return f"anthropic-{PRODUCT}-{_checked(environment)}"


def _checked(part: str) -> str:
    if not _WORDS.fullmatch(part):
        raise ValueError(
            f"{part!r} cannot be part of a physical name: use lower-case letters, digits and single hyphens"
        )
    return part
