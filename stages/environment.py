"""What one environment decides, as a record; `environments.py` fills it in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

from feature_stacks.constants import CV_TAILORING_LOG_RETENTION_DAYS, DEFAULT_INTEGRATION_TIMEOUT_MS
from feature_stacks.environment_choices import (
    AlarmThresholds,
    AllAtOnce,
    Billing,
    DataProtection,
    EnginePolicy,
    NetworkLayout,
    ReleaseThresholds,
    Rollout,
    Throttle,
)

Framework = Literal["NIST.800.53.R5", "HIPAA.Security", "PCI.DSS.321"]
"""Rule packs of a public framework; each environment says what it does with them. The others gate everywhere."""

FRAMEWORKS: Final[tuple[Framework, ...]] = ("NIST.800.53.R5", "HIPAA.Security", "PCI.DSS.321")


@dataclass(frozen=True, kw_only=True)
class Environment:
    """One deployment of the product. Where it lies, account and region, is in cdk.json.

    Nothing is refused when a record is made: `environment_check.py` holds all of them to their invariants before synth,
    so that what is wrong is one line.

    Attributes:
        name: the slug in every physical name.
        wave: environments of one wave are deployed side by side; they stand beside one another. Empty: its own.
        protected: whether it holds what must not be lost. The gate then insists on data that is retained and refuses
            to be deleted and on provisioned billing, so that weakening one of the fields below is a finding.
        approval: whether a person says yes before it is deployed.
        roll_back_on_failure: whether a failed deployment or smoke test restores what was deployed before.
        rollout: how requests move to a new version of the function; alarms on that version take it back meanwhile.
        bake_minutes: how long after a deployment and its smoke tests the pipeline watches the environment's alarms
            before the release counts as done; 0 does not wait.
        deployment_window: when a deployment may begin, as a cron expression of CodePipeline's rule, whose first field
            is seconds, in UTC: ``* * 8-16 ? * MON-THU``. A release that comes before waits for it. Empty: at any time.
        log_retention_days: of the logs of the function, its checks, the API and the network.
        gating_frameworks, reported_frameworks: the frameworks whose findings stop a release, and those whose findings
            are only reported.
        integration_timeout_ms: how long API Gateway waits for the function. Over 29,000 needs the account's quota
            raised first.
        reserved_concurrency: how many calls of the function may run at once; no other function of the account can take
            them away, and this one takes no more. Each check of a release then has one call apart, too. Needs an
            account quota of at least 100 more; a new account's is 10 or 1,000. None: what the account has left.
        cors_origins: the web origins that may call the API from a browser; no wildcard.
    """

    name: str
    protected: bool
    approval: bool
    roll_back_on_failure: bool
    billing: Billing
    data_protection: DataProtection
    network: NetworkLayout
    throttle: Throttle
    engine: EnginePolicy
    cors_origins: tuple[str, ...]
    wave: str = ""
    gating_frameworks: tuple[Framework, ...] = ()
    reported_frameworks: tuple[Framework, ...] = ()
    alarms: AlarmThresholds = field(default_factory=AlarmThresholds)
    release: ReleaseThresholds = field(default_factory=ReleaseThresholds)
    rollout: Rollout = field(default_factory=AllAtOnce)
    bake_minutes: int = 0
    deployment_window: str = ""
    log_retention_days: int = CV_TAILORING_LOG_RETENTION_DAYS
    reserved_concurrency: int | None = None
    integration_timeout_ms: int = DEFAULT_INTEGRATION_TIMEOUT_MS

    @property
    def stage_name(self) -> str:
        """The id of its Stage, such as ``ProdEu`` of ``prod-eu``: in construct paths, and in the pipeline."""
        return in_pascal_case(self.name)

    @property
    def wave_name(self) -> str:
        """The slug of the wave that it is deployed in."""
        return self.wave or self.name


def in_pascal_case(slug: str) -> str:
    """``ProdEu`` of ``prod-eu``, as CodePipeline's stages are called."""
    return "".join(word.capitalize() for word in slug.split("-"))
