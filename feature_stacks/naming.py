"""Every physical name of the product comes from here, so that one check can hold all of them to one pattern.

The environment is part of each name because two environments may share an account; it is the last part so that lists
sort by feature.
"""

from __future__ import annotations

import re
from typing import Final

PRODUCT: Final = "careervp"
"""The product's name: every physical name, permission and pattern of names follows from it, and nothing else says it.
What it may be is checked before a synth (stages/product_name.py); how to give it another is in
docs/how-to/name-your-product.md.
"""

_SPELLED: Final = "CareerVP"
"""How people write the name where capitals of its words are not all: taken only while it is this name."""


def title_of(product: str, *, spelled: str) -> str:
    """The name as people read it, in descriptions and as the namespace of metrics: ``Acme Careers`` of
    ``acme-careers``, or as it is spelled, if that is the same but for capitals and what stands between words.
    """
    if re.sub("[^a-z0-9]", "", spelled.lower()) == product.replace("-", ""):
        return spelled
    return product.replace("-", " ").title()


TITLE: Final = title_of(PRODUCT, spelled=_SPELLED)
PIPELINE_STACK: Final = f"{PRODUCT}-pipeline"
BOUNDARY: Final = f"{PRODUCT}-boundary"
"""The permissions boundary, as `cdk bootstrap --custom-permissions-boundary` and the app's roles name it."""
DELIVERY_METRICS: Final = f"{TITLE}/Delivery"
"""The namespace of what is measured of the delivery."""
TOOLS_PROFILE: Final = f"{PRODUCT}-tools"
"""The AWS profile of the pipeline's account, as people are told to call it."""

PIPELINE_ROLE: Final = "DeliveryPipelineRole"
"""The logical id of the pipeline's own role begins so: it is the CDK's, of the constructs above it."""
_KEPT_OF_STACK: Final = 24
"""Characters of a stack's name that stay in any name that CloudFormation makes."""
_WEB_ACL_LOGS: Final = "aws-waf-logs-"
_WORDS: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def physical_name(feature: str, resource_type: str, environment: str) -> str:
    """``{product}-{feature}-{type}-{env}``, such as ``careervp-cv-tailoring-lambda-dev``.

    Raises:
        ValueError: a part is not lower-case words joined by hyphens, which some AWS service would refuse.
    """
    return "-".join([PRODUCT, _checked(feature), _checked(resource_type), _checked(environment)])


def role_name(service: str, feature: str, environment: str) -> str:
    """``{product}-role-{service}-{feature}-{env}``;
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
    """``{product}-cv-tailoring-release-{subject}-{mark}-alarm-{env}``, of one version of the function.

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


def pipeline_role_pattern() -> str:
    """What the name of the pipeline's own role looks like, which CloudFormation makes of its stack's and its id.

    Of a longer name than a role's CloudFormation keeps the beginnings of both, so of a long stack's name no more is
    asked for than its beginning.
    """
    stack = PIPELINE_STACK if len(PIPELINE_STACK) <= _KEPT_OF_STACK else f"{PIPELINE_STACK[:_KEPT_OF_STACK]}*"
    return f"{stack}-{PIPELINE_ROLE}*"


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
    """``{product}-{feature}-{env}``."""
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
