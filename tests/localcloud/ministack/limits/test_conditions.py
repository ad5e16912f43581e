"""What a cloud was started with stays with its state, until something else is chosen."""

from __future__ import annotations

from pathlib import Path

import pytest

from localcloud.aws.limits import conditions
from localcloud.aws.limits.conditions import DEFAULT_TIME_SCALE, Conditions, keep_conditions, raised_quota
from localcloud.aws.limits.quotas import LAMBDA_MEMORY
from localcloud.aws.time_scale import waited_seconds
from localcloud.cli.cloud.start_switches import StartSwitches


def test_accounts_are_mature_unless_chosen_otherwise(tmp_path: Path) -> None:
    assert keep_conditions(tmp_path, new_accounts=None, strip_modes=None, time_scale=None, raised={}) == Conditions()


def test_a_later_start_without_switches_finds_what_was_chosen(tmp_path: Path) -> None:
    chosen = keep_conditions(
        tmp_path, new_accounts=True, strip_modes=True, time_scale=600, raised={"lambda-memory": 4096}
    )
    assert keep_conditions(tmp_path, new_accounts=None, strip_modes=None, time_scale=None, raised={}) == chosen
    later = keep_conditions(
        tmp_path, new_accounts=None, strip_modes=False, time_scale=1, raised={"lambda-concurrency": 50}
    )
    assert later == Conditions(
        new_accounts=True,
        strip_modes=False,
        time_scale=1,
        raised={"lambda-memory": 4096, "lambda-concurrency": 50},
    )


def test_a_state_of_before_there_was_a_time_scale_has_the_default(tmp_path: Path) -> None:
    (tmp_path / "conditions.json").write_text('{"new_accounts": true, "strip_modes": false, "raised": {}}')
    kept = keep_conditions(tmp_path, new_accounts=None, strip_modes=None, time_scale=None, raised={})
    assert kept == Conditions(new_accounts=True, time_scale=DEFAULT_TIME_SCALE)


def test_a_minute_of_waiting_passes_in_a_second_unless_chosen_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    assert waited_seconds(60) == 1
    monkeypatch.setattr(conditions, "_active", Conditions(time_scale=1))
    assert waited_seconds(60) == 60


def test_what_support_has_raised_counts_before_the_accounts_age() -> None:
    assert Conditions(new_accounts=True).value(LAMBDA_MEMORY) == 3008
    assert Conditions().value(LAMBDA_MEMORY) == 10240
    assert Conditions(new_accounts=True, raised={"lambda-memory": 4096}).value(LAMBDA_MEMORY) == 4096


@pytest.mark.parametrize(
    ("text", "said"), [("lambda-cpu=1", "is no quota"), ("lambda-memory", "NUMBER"), ("lambda-memory=x", "NUMBER")]
)
def test_a_wrong_quota_is_one_line(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said) as caught:
        raised_quota(text)
    assert "\n" not in str(caught.value)


def test_the_command_line_hands_on_what_was_chosen_and_nothing_else() -> None:
    assert StartSwitches().arguments() == []
    chosen = StartSwitches(new_accounts=True, strip_modes=False, time_scale=600, raised={"lambda-memory": 4096})
    assert chosen.arguments() == [
        "--new-accounts",
        "--no-strip-modes",
        "--time-scale=600",
        "--raise-quota=lambda-memory=4096",
    ]
