"""Holds the environments to their invariants before anything is synthesized: what CloudFormation would refuse after
minutes, or run as something else than was meant, is one line here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Final

import configuration as limits
from feature_stacks.constants import LOG_RETENTION_DAYS, MOST_ZONES
from feature_stacks.environment_choices import NO_BOUNDS, AllAtOnce, CapacityBounds, Linear, Provisioned
from stages.deployment_window import wrong_window
from stages.environment import FRAMEWORKS, Environment, in_pascal_case

LONGEST_NAME: Final = 20
"""A bucket's name has at most 63 characters, and ``careervp-cv-artifacts-{account}-bucket-`` is 42 of them."""

LONGEST_SHIFT_MINUTES: Final = 2880
"""From the first step of traffic to the last (docs.aws.amazon.com/codedeploy/latest/userguide/limits.html)."""
LONGEST_BAKE_MINUTES: Final = 1440
"""A day: whoever watches for longer does not release."""

MOST_IN_A_WAVE: Final = 4
"""A condition of CodePipeline has five rules: the deployment window, and one for each environment of the wave before
(docs.aws.amazon.com/codepipeline/latest/APIReference/API_Condition.html)."""
_TAKEN: Final = frozenset({"Tools", "Source", "Build", "UpdatePipeline", "Assets"})
"""The pipeline's own stages, and what its own resources are called after."""


@dataclass(frozen=True, kw_only=True)
class Problem:
    """What is wrong with one environment, in words that follow its name."""

    environment: str
    text: str


def first_problem(environments: Sequence[Environment]) -> Problem | None:
    """The first thing that is wrong with the environments; None where nothing is."""
    return next(_problems(environments), None)


def _problems(environments: Sequence[Environment]) -> Iterator[Problem]:
    if not environments:
        yield Problem(environment="ENVIRONMENTS", text="is empty: it must hold at least one environment")
    for environment in environments:
        for check in _OF_ONE:
            yield from (Problem(environment=environment.name, text=text) for text in check(environment))
    yield from _names_taken_twice(environments)
    yield from _torn_waves(environments)


def is_name(text: str) -> bool:
    """Whether an environment or a wave can be called so."""
    return bool(limits.ENVIRONMENT_NAME.fullmatch(text)) and len(text) <= LONGEST_NAME


def _name(environment: Environment) -> Iterator[str]:
    for what, slug in (("name", environment.name), ("wave", environment.wave_name)):
        if not is_name(slug):
            yield (
                f"must have a {what} of lower-case letters, digits and single hyphens, at most {LONGEST_NAME} "
                f"characters, not {slug!r}: it becomes part of physical names"
            )
        elif in_pascal_case(slug) in _TAKEN:
            yield f"must have another {what}: {slug!r} is one of the pipeline's own"


def _protection(environment: Environment) -> Iterator[str]:
    protection = environment.data_protection
    if (environment.protected or protection.retain or protection.deletion_protection) and not environment.approval:
        yield "is protected, so a person must be asked before it is deployed: approval=True"


def _frameworks(environment: Environment) -> Iterator[str]:
    for name in (*environment.gating_frameworks, *environment.reported_frameworks):
        if name not in FRAMEWORKS:
            yield f"names the framework {name!r}: known are {', '.join(FRAMEWORKS)}"
    for name in sorted({*environment.gating_frameworks} & {*environment.reported_frameworks}):
        yield f"has {name} gate and only report: choose one"


def _billing(environment: Environment) -> Iterator[str]:
    if isinstance(environment.billing, Provisioned):
        for what, bounds in (("read", environment.billing.read), ("write", environment.billing.write)):
            yield from _bounds(what, bounds)


def _bounds(what: str, bounds: CapacityBounds) -> Iterator[str]:
    if bounds == NO_BOUNDS:
        yield f"has provisioned billing without bounds: give it {what}=CapacityBounds(...)"
    elif not 1 <= bounds.minimum <= bounds.maximum:
        yield f"has {what} capacity bounds that are not 1 <= minimum <= maximum: {bounds.minimum}..{bounds.maximum}"
    elif not 20 <= bounds.target_utilization_percent <= 90:
        yield f"has a target utilization of {what}s that is not 20..90 percent: {bounds.target_utilization_percent}"


def _network(environment: Environment) -> Iterator[str]:
    zones, gateways = environment.network.availability_zones, environment.network.nat_gateways
    if not 2 <= zones <= MOST_ZONES:
        yield f"must have 2..{MOST_ZONES} availability_zones, not {zones}"
    elif not 1 <= gateways <= zones:
        yield f"must have 1..{zones} nat_gateways, not {gateways}: without one the LLM vendor is out of reach"


def _integration_timeout(environment: Environment) -> Iterator[str]:
    low, high = limits.MIN_INTEGRATION_TIMEOUT_MS, limits.MAX_INTEGRATION_TIMEOUT_MS
    if not low <= environment.integration_timeout_ms <= high:
        yield f"must have an integration_timeout_ms of {low}..{high}, not {environment.integration_timeout_ms}"


def _reserved_concurrency(environment: Environment) -> Iterator[str]:
    reserved = environment.reserved_concurrency
    if reserved is not None and reserved < 1:
        yield f"must have a reserved_concurrency of at least 1, or None, not {reserved}: nobody could call the function"


def _release(environment: Environment) -> Iterator[str]:
    for what, value in vars(environment.release).items():
        if value < 0:
            yield f"must have as release threshold of {what} at least 0, not {value}"


def _rollout(environment: Environment) -> Iterator[str]:
    rollout = environment.rollout
    if isinstance(rollout, AllAtOnce):
        return
    steps = -(-100 // rollout.percent) - 1 if isinstance(rollout, Linear) and rollout.percent > 0 else 1
    if not 1 <= rollout.percent <= 99:
        yield f"must have a rollout that moves 1..99 percent of the requests at first, not {rollout.percent}"
    elif rollout.minutes < 1 or rollout.minutes * steps > LONGEST_SHIFT_MINUTES:
        yield (
            f"must have a rollout that takes 1..{LONGEST_SHIFT_MINUTES} minutes, not {rollout.minutes * steps} "
            f"({steps} waits of {rollout.minutes})"
        )


def _bake(environment: Environment) -> Iterator[str]:
    if not 0 <= environment.bake_minutes <= LONGEST_BAKE_MINUTES:
        yield f"must have bake_minutes of 0..{LONGEST_BAKE_MINUTES}, not {environment.bake_minutes}"


def _logs(environment: Environment) -> Iterator[str]:
    if environment.log_retention_days not in LOG_RETENTION_DAYS:
        choices = ", ".join(map(str, LOG_RETENTION_DAYS))
        yield f"must have log_retention_days that CloudWatch Logs has ({choices}), not {environment.log_retention_days}"


def _window(environment: Environment) -> Iterator[str]:
    if environment.deployment_window and (wrong := wrong_window(environment.deployment_window)):
        yield f"must have as deployment_window {wrong}"


def _origins(environment: Environment) -> Iterator[str]:
    for origin in environment.cors_origins:
        if not limits.ORIGIN.fullmatch(origin):
            yield f"has in cors_origins {origin!r}, which is no origin such as https://app.example.com"


def _model(environment: Environment) -> Iterator[str]:
    model = environment.engine.model
    if not limits.MODEL_NAME.fullmatch(model.name):
        yield f"must have as model an id such as claude-haiku-4-5, not {model.name!r}"
    if not limits.BASE_URL.fullmatch(model.base_url):
        yield (
            f"must have as base_url of its model https without a trailing slash, or 127.0.0.1, not {model.base_url!r}"
        )
    for what, value, low, high in (
        ("max_output_tokens", model.max_output_tokens, limits.MIN_OUTPUT_TOKENS, limits.MAX_OUTPUT_TOKENS),
        ("attempts", model.attempts, 1, limits.MAX_MODEL_ATTEMPTS),
        ("attempt_ms", model.attempt_ms, limits.MIN_ATTEMPT_MS, limits.MAX_INTEGRATION_TIMEOUT_MS),
        ("judging_ms", model.judging_ms, limits.MIN_JUDGING_MS, limits.MAX_INTEGRATION_TIMEOUT_MS),
    ):
        if not low <= value <= high:
            yield f"must have {what} of its model {low}..{high}, not {value}"
    room = environment.integration_timeout_ms - limits.MODEL_RESERVE_MS
    room -= model.judging_ms if environment.engine.judged else 0
    if environment.engine.engine == "anthropic" and model.attempt_ms > room:
        yield (
            f"must have attempt_ms of its model at most {room}, not {model.attempt_ms}: its integration_timeout_ms "
            "leaves no room for more"
        )


def _prices(environment: Environment) -> Iterator[str]:
    for kind, price in vars(environment.engine.model.prices).items():
        # As the function reads it, where a Decimal may be written with an exponent.
        if not isinstance(price, Decimal) or not limits.PRICE.fullmatch(f"{price:f}"):
            yield f"must have as price of {kind} tokens USD for a million, 0..9999.9999, not {price}"


_OF_ONE: Final[tuple[Callable[[Environment], Iterator[str]], ...]] = (
    _name,
    _protection,
    _frameworks,
    _billing,
    _network,
    _integration_timeout,
    _reserved_concurrency,
    _release,
    _rollout,
    _bake,
    _logs,
    _window,
    _origins,
    _model,
    _prices,
)


def _names_taken_twice(environments: Sequence[Environment]) -> Iterator[Problem]:
    """Case apart: ``ab`` and ``a-b`` would be the stages ``Ab`` and ``AB``."""
    count = Counter(environment.stage_name.lower() for environment in environments)
    for environment in environments:
        if count[environment.stage_name.lower()] > 1:
            yield Problem(environment=environment.name, text="is the name of two environments, or too like another's")


def _torn_waves(environments: Sequence[Environment]) -> Iterator[Problem]:
    groups = [(name, tuple(members)) for name, members in groupby(environments, key=lambda one: one.wave_name)]
    count = Counter(in_pascal_case(name).lower() for name, _ in groups)
    for name, (first, *others) in groups:
        if len(others) >= MOST_IN_A_WAVE:
            yield Problem(environment=first.name, text=f"shares wave {name!r} with too many: at most {MOST_IN_A_WAVE}")
        if count[in_pascal_case(name).lower()] > 1:
            yield Problem(environment=first.name, text=f"is apart from others of wave {name!r}: put them side by side")
        for other in others:
            if other.approval != first.approval:
                yield Problem(environment=other.name, text=f"has another approval than {first.name}, of the same wave")
            if other.roll_back_on_failure != first.roll_back_on_failure:
                yield Problem(
                    environment=other.name, text=f"has another roll_back_on_failure than {first.name}, of the same wave"
                )
            if other.deployment_window != first.deployment_window:
                yield Problem(
                    environment=other.name, text=f"has another deployment_window than {first.name}, of the same wave"
                )
