"""The settings a user edits to go to their own AWS accounts: one block of cdk.json's context, checked before anything
is synthesized.

A wrong value found by CloudFormation costs a failed deployment; found here it costs one line.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any, Final

from feature_stacks.naming import PRODUCT
from stages import product_name
from stages.environment import Environment
from stages.environment_check import first_problem
from stages.environments import ENVIRONMENTS
from stages.regions import LAMBDA_COMPUTE, OF_AN_ENVIRONMENT, OF_THE_PIPELINE, Feature, missing
from stages.waves import waves

TOOLS: Final = "tools"
"""The account that the pipeline lies in, by the name it has among the accounts."""

KEYS: Final = ("repository", "branch", "connection_arn", "region", "accounts", "builds_at_once", "approvers")
"""The first five must be there."""

ACCOUNT: Final = re.compile(r"\d{12}")
_REPOSITORY: Final = re.compile(r"[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)+")
# What `git check-ref-format --branch` refuses, as far as a branch that a pipeline can watch goes; and what git takes
# and nobody means: the whole name of the ref, and letters that are drawn as nothing.
_BRANCH: Final = re.compile(
    r"(?![/.-]|refs/)(?!.*(?:\.\.|//|@\{|\.lock$))"
    r"[^\s~^:?*\[\\\x00-\x1f\x7f\xad\u034f\u115f\u1160\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0]+"
    r"(?<![/.])"
)
_CONNECTION: Final = re.compile(
    r"arn:aws(?:-cn|-us-gov)?:(?:codeconnections|codestar-connections):"
    r"(?P<region>[a-z0-9-]+):(?P<account>\d{12}):connection/[A-Za-z0-9-]{8,64}"
)

# Of a session no trust policy needs to say anything: it is its role that is trusted.
_PRINCIPAL: Final = re.compile(r"arn:aws(?:-cn|-us-gov)?:iam::\d{12}:(?:role|user)/[\w+=,.@/-]{1,575}")


class SettingsError(Exception):
    """A setting is missing or malformed. The message is one line: the key, what is wrong, and where to put it right."""

    def __init__(self, key: str, problem: str, *, place: str = "") -> None:
        super().__init__(f"{key} {problem} ({place or f'cdk.json: context.{key}'})")


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where an environment lies."""

    account: str
    region: str


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Where the pipeline runs, what it watches, and which accounts it deploys to.

    Attributes:
        repository: ``owner/name`` at the Git provider.
        connection_arn: of the CodeConnections connection, which lies in the tools account and region.
        region: of the pipeline, and of each environment that names no other.
        tools_account: the 12-digit id of the account that the pipeline lies in.
        places: of the environments, by name, in their order.
        builds_at_once: how many builds a stage may start at once, where the tools account has a low quota of running
            builds; None where it has enough.
        approvers: ARNs of the IAM roles and users that may answer approvals; none is whoever the tools account lets,
            with a second factor.
    """

    repository: str
    branch: str
    connection_arn: str
    region: str
    tools_account: str
    places: Mapping[str, Place]
    builds_at_once: int | None = None
    approvers: tuple[str, ...] = ()

    @property
    def accounts(self) -> dict[str, str]:
        """12-digit ids by ``tools`` and the environments' names; two names may have one account."""
        return {TOOLS: self.tools_account, **{name: place.account for name, place in self.places.items()}}

    @property
    def replica_regions(self) -> tuple[str, ...]:
        """Regions other than the pipeline's, in the environments' order: artifacts are copied there."""
        return tuple(dict.fromkeys(place.region for place in self.places.values() if place.region != self.region))

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is chosen because of where the pipeline lies, a line each, for who synthesizes."""
        if self.region in LAMBDA_COMPUTE.regions:
            return ()
        return (f"{self.region} lacks {LAMBDA_COMPUTE}: gate, digest and smoke tests run on EC2 compute, more slowly",)

    def place_of(self, environment: str) -> Place:
        """Account and region of an environment.

        Raises:
            SettingsError: there is no such environment.
        """
        if environment not in self.places:
            raise SettingsError(
                "careervp.accounts", f"has no environment {environment!r}: known are {_listed(tuple(self.places))}"
            )
        return self.places[environment]

    def account_of(self, environment: str) -> str:
        """The account of an environment; raises as `place_of` does."""
        return self.place_of(environment).account

    @classmethod
    def from_context(cls, block: object, environments: Sequence[Environment] = ENVIRONMENTS) -> Settings:
        """Reads the context value ``careervp``: a mapping, or the same as JSON text, as ``cdk synth -c
        careervp='{...}'`` passes it; and holds the environments and the product's name to their invariants. The
        block keeps its own name whatever the product's is.

        Raises:
            SettingsError: naming the first key that is missing, unknown or malformed, or the first environment that
                cannot be, or a product's name that cannot be.
        """
        wrong = product_name.illegal(PRODUCT)
        if wrong:
            raise SettingsError("PRODUCT", wrong, place=product_name.PLACE)
        problem = first_problem(environments)
        if problem:
            raise SettingsError(problem.environment, problem.text, place="stages/environments.py")
        values = _mapping(_parsed(block), key="careervp", known=KEYS)
        names = tuple(environment.name for environment in environments)
        accounts = _mapping(values.get("accounts"), key="careervp.accounts", known=(TOOLS, *names))
        region = _region(values.get("region"), key="careervp.region", needs=OF_THE_PIPELINE)
        settings = cls(
            repository=_text(values, "repository", _REPOSITORY, "must be the repository as owner/name"),
            branch=_text(values, "branch", _BRANCH, "must be the name of the branch to watch, such as main"),
            connection_arn=_text(
                values, "connection_arn", _CONNECTION, "must be the ARN of a CodeConnections connection"
            ),
            region=region,
            tools_account=_account(accounts.get(TOOLS), key=f"careervp.accounts.{TOOLS}"),
            places={name: _place(accounts.get(name), name, region=region) for name in names},
            builds_at_once=_builds_at_once(values.get("builds_at_once"), environments),
            approvers=_approvers(values.get("approvers")),
        )
        _check_connection(settings)
        wrong = product_name.too_long(PRODUCT, environments, settings.replica_regions)
        if wrong:
            raise SettingsError("PRODUCT", wrong, place=product_name.PLACE)
        return settings


def _parsed(block: object) -> object:
    if not isinstance(block, str):
        return block
    try:
        return json.loads(block)
    except ValueError as error:
        raise SettingsError("careervp", f"is not JSON: {error}") from None


def _mapping(value: object, *, key: str, known: tuple[str, ...]) -> Mapping[str, Any]:
    if value is None:
        raise SettingsError(key, f"is missing: it holds {_listed(known)}")
    if not isinstance(value, Mapping):
        raise SettingsError(key, f"must be an object with {_listed(known)}")
    for name in value:
        if name not in known:
            what = "environment" if key == "careervp.accounts" else "setting"
            raise SettingsError(f"{key}.{name}", f"is an unknown {what}: known are {_listed(known)}")
    return value


def _text(values: Mapping[str, Any], name: str, pattern: re.Pattern[str], rule: str) -> str:
    key = f"careervp.{name}"
    value = values.get(name)
    if value is None or value == "":
        raise SettingsError(key, f"is missing: it {rule}")
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise SettingsError(key, f"{rule}, not {_shown(value)}")
    return value


def _builds_at_once(value: object, environments: Sequence[Environment]) -> int | None:
    key = "careervp.builds_at_once"
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise SettingsError(key, f"must be a whole number of at least 1, or be left out, not {_shown(value)}")
    for wave in waves(environments):
        count = len(wave.environments)
        if count > value:  # CDK Pipelines has no order between the environments of a wave
            problem = f"is {value}, but wave {wave.name} smoke-tests {count} environments at once"
            raise SettingsError(key, f"{problem}: give each a wave of its own")
    return value


def _place(value: object, name: str, *, region: str) -> Place:
    """An account's id, or an object with it and the environment's region."""
    key = f"careervp.accounts.{name}"
    if not isinstance(value, Mapping):
        return Place(account=_account(value, key=key), region=region)
    fields = _mapping(value, key=key, known=("account", "region"))
    return Place(
        account=_account(fields.get("account"), key=f"{key}.account"),
        region=_region(fields.get("region"), key=f"{key}.region", needs=OF_AN_ENVIRONMENT),
    )


def _approvers(value: object) -> tuple[str, ...]:
    """ARNs of roles and users: an account's id would let in everybody there, and a wildcard is not taken by AWS."""
    key = "careervp.approvers"
    if value is None:
        return ()
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise SettingsError(key, f"must be a list of ARNs of IAM roles and users, not {_shown(value)}")
    for arn in value:
        if not isinstance(arn, str) or not _PRINCIPAL.fullmatch(arn):
            raise SettingsError(key, f"must hold ARNs of IAM roles and users, not {_shown(arn)}")
    return tuple(dict.fromkeys(value))


def _account(value: object, *, key: str) -> str:
    if value is None or value == "":
        raise SettingsError(key, "is missing: it must be the 12-digit id of an AWS account")
    if not isinstance(value, str):
        raise SettingsError(key, f"must be a string of 12 digits in quotes, not {_shown(value)}")
    if not ACCOUNT.fullmatch(value):
        raise SettingsError(key, f"must be the 12-digit id of an AWS account, not {_shown(value)}")
    return value


def _region(value: object, *, key: str, needs: tuple[Feature, ...]) -> str:
    if value is None or value == "":
        raise SettingsError(key, "is missing: it must be an AWS region such as us-east-1")
    if not isinstance(value, str) or value not in _known_regions():
        raise SettingsError(key, f"must be an AWS region such as us-east-1, not {_shown(value)}")
    lacking = missing(value, needs)
    if lacking:
        raise SettingsError(key, f"cannot be {value}, which lacks {lacking}")
    return value


@functools.cache
def _known_regions() -> frozenset[str]:
    """The regions that the installed botocore lists. Only its data is read:
    importing its code costs more than the rest of this module.
    """
    partitions = json.loads(resources.files("botocore").joinpath("data", "partitions.json").read_text(encoding="utf-8"))
    regions = (name for partition in partitions["partitions"] for name in partition["regions"])
    return frozenset(name for name in regions if not name.endswith("-global"))


def _check_connection(settings: Settings) -> None:
    """A pipeline can use a connection of its own account and region only."""
    match = _CONNECTION.fullmatch(settings.connection_arn)
    assert match is not None  # noqa: S101 - from_context let nothing else through
    if match["region"] != settings.region:
        raise SettingsError(
            "careervp.connection_arn", f"is in region {match['region']}, but careervp.region is {settings.region}"
        )
    if match["account"] != settings.tools_account:
        raise SettingsError(
            "careervp.connection_arn",
            f"is in account {match['account']}, but careervp.accounts.tools is {settings.tools_account}",
        )


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(names)


def _shown(value: object) -> str:
    """The value as it stands in the file, on one line and short."""
    text = json.dumps(value, default=str)
    return text if len(text) <= 80 else f"{text[:77]}..."
