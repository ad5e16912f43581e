"""A new string that looks like a secret stops, with its file and line and never itself.

The examples are put together here, so that no file of the repository holds one.
"""

from __future__ import annotations

import hashlib
import json
import random
import string
import subprocess
from pathlib import Path
from typing import Any

import pytest
from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class

from compliance.supply_chain.check_result import Outcome
from compliance.supply_chain.commit_files import MADE_HERE, commit_files
from compliance.supply_chain.junit_report import write_junit
from compliance.supply_chain.sarif_report import write_sarif
from compliance.supply_chain.scans.secret_baseline import write_baseline
from compliance.supply_chain.scans.secret_lines import can_hold_no_secret
from compliance.supply_chain.scans.secret_scan import (
    BASELINE,
    Baseline,
    BaselineError,
    check_secrets,
    read_baseline,
    scan_secrets,
    scan_settings,
)
from compliance.supply_chain.summary import write_summary
from tests.compliance.supply_chain.conftest import PROJECT

NOTHING = Baseline(audited={})
_SEEDED = random.Random(7)  # noqa: S311 - invents strings, guards nothing


def some(alphabet: str, length: int) -> str:
    return "".join(_SEEDED.choices(alphabet, k=length))


LOWER, DIGITS, UPPER, HEX = string.ascii_lowercase, string.digits, string.ascii_uppercase, "0123456789abcdef"
WORD = string.ascii_letters + DIGITS
KEY_ID = "AK" + "IA" + some(UPPER, 16)

EXAMPLES = {
    "ArtifactoryDetector": ['x = "AK' + "C" + some(WORD, 10) + '"', "x=AP" + "A" + some(WORD, 8)],
    "AWSKeyDetector": [f"x = {KEY_ID}", "aws_token = '" + some(WORD + "/+", 40) + "'"],
    "AzureStorageKeyDetector": ["AccountKey=" + some(WORD, 88)],
    "BasicAuthDetector": ["http://me" + ":you@host"],
    "CloudantDetector": ["cl_pw = '" + some(LOWER, 24) + "'", "CLOUDANT_APITOKEN=" + some(HEX.upper(), 64)],
    "DiscordBotTokenDetector": ["M" + some(WORD, 23) + "." + some(WORD, 6) + "." + some(WORD, 27)],
    "GitHubTokenDetector": ["ghp" + "_" + some(WORD, 36)],
    "GitLabTokenDetector": ["glpat" + "-" + some(WORD, 20), "GR13" + "48941" + some(WORD, 20)],
    "Base64HighEntropyString": ["x = '" + "".join(_SEEDED.sample(WORD, 40)) + "'"],
    "HexHighEntropyString": ['x = "' + "a1b2c3d4" + "e5f60718" + '"'],
    "IbmCloudIamDetector": ["ibm_cloud_iam_key = '" + some(WORD, 44) + "'", "token=" + some(WORD, 44)],
    "IbmCosHmacDetector": ["secret_access_key = '" + some(HEX, 48) + "'"],
    "IPPublicDetector": ["at 8.8.4.4 today"],
    "JwtTokenDetector": ["ey" + "JhbGciOiJIUzI1NiJ9.e30." + some(WORD, 20)],
    "KeywordDetector": ["pass" + 'word = "' + "hunter2hunter" + '"', "db_" + 'pass = "' + "correct horse" + '"'],
    "MailchimpDetector": [some(LOWER + DIGITS, 32) + "-us12"],
    "NpmDetector": ["//registry.example/:_auth" + "Token=npm_x"],
    "OpenAIDetector": ["sk-" + some(WORD, 20) + "T3Blbk" + "FJ" + some(WORD, 20)],
    "PrivateKeyDetector": ["-----BEGIN RSA PRIV" + "ATE KEY-----", "PuTTY-User-" + "Key-File-2"],
    "PypiTokenDetector": ["pypi-" + "AgEIcHlwaS5vcmc" + some(WORD, 70)],
    "SendGridDetector": ["SG" + "." + some(WORD, 22) + "." + some(WORD, 43)],
    "SlackDetector": ["xox" + "b-12-ab", "https://hooks.sl" + "ack.com/services/T1/B1/x"],
    "SoftlayerDetector": ["sl_key = '" + some(LOWER + DIGITS, 64) + "'"],
    "SquareOAuthDetector": ["sq0csp" + "-" + some(WORD, 43)],
    "StripeDetector": ["sk" + "_live_" + some(WORD, 24)],
    "TelegramBotTokenDetector": [some(DIGITS, 8) + ":" + some(WORD, 35)],
    "TwilioKeyDetector": ["AC" + some(LOWER + DIGITS, 32), "SK" + some(LOWER + DIGITS, 32)],
}
_CLASSES: list[Any] = list(get_mapping_from_secret_type_to_class().values())
DETECTORS = {detector.__name__: detector for detector in _CLASSES}


def test_every_detector_has_an_example_here() -> None:
    assert EXAMPLES.keys() == DETECTORS.keys()


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_scan_looks_at_a_line_that_this_detector_finds_something_in(name: str) -> None:
    for line in EXAMPLES[name]:
        assert DETECTORS[name]().analyze_line(filename="a.py", line=line, line_number=1), line
        assert not can_hold_no_secret(line)


def test_the_scan_passes_over_most_lines() -> None:
    lines = (Path(__file__).parents[1] / "packages" / "test_sbom.py").read_text(encoding="utf-8").splitlines()
    assert sum(map(can_hold_no_secret, lines)) > 0.8 * len(lines)


def test_every_detector_is_used() -> None:
    assert {entry["name"] for entry in scan_settings()["plugins_used"]} == DETECTORS.keys()


@pytest.fixture
def planted(tmp_path: Path) -> Path:
    """A commit with a key in the third line of a file."""
    (tmp_path / "app.py").write_text(f'"""Module."""\n\nKEY = "{KEY_ID}"\n', encoding="utf-8")
    return tmp_path


def test_a_planted_secret_fails_by_file_and_line_and_is_nowhere_printed(planted: Path, tmp_path: Path) -> None:
    result = check_secrets(scan_secrets(planted, ["app.py"]), NOTHING, files=1)
    failed = result.having(Outcome.FAILED)
    assert [(case.name, case.where, case.line) for case in failed] == [("AWS Access Key", "app.py", 3)]
    reports = tmp_path / "reports"
    reports.mkdir()
    write_junit(result, reports / "secrets.xml")
    write_sarif(result, reports / "secrets.sarif")
    write_summary([result], reports, title="Source scans", digests={})
    written = [path.read_text(encoding="utf-8") for path in reports.iterdir()]
    assert len(written) == 4
    assert all("app.py" in text for text in written)
    assert not any(KEY_ID in text for text in [*written, *map(str, result.cases)])


def test_a_long_name_with_a_tokens_prefix_in_it_is_no_secret(tmp_path: Path) -> None:
    name = "test_a_word_that_weighs" + "_what_follows_leaves_what_stands_before_it"
    (tmp_path / "names.py").write_text(f"def {name}() -> None: ...\n", encoding="utf-8")
    assert not scan_secrets(tmp_path, ["names.py"])


@pytest.mark.parametrize(
    "before", ["", "= ", "wei", "a_name_that_weighs" + "_what_follows_leaves_what_stands_before, "]
)
def test_a_token_is_found_wherever_it_stands(tmp_path: Path, before: str) -> None:
    """Also behind letters, and beside a name that is none."""
    (tmp_path / "notes.txt").write_text(before + "ghs" + "_" + some(WORD, 36) + "\n", encoding="utf-8")
    assert scan_secrets(tmp_path, ["notes.txt"])


def test_a_comment_does_not_excuse_a_secret(planted: Path) -> None:
    (planted / "app.py").write_text(f'KEY = "{KEY_ID}"  # pragma: allowlist' + " secret\n", encoding="utf-8")
    assert len(scan_secrets(planted, ["app.py"])) == 1


@pytest.mark.parametrize(
    ("said", "outcome", "words"),
    [
        (False, Outcome.EXCUSED, "no secret"),
        (None, Outcome.FAILED, "nobody has said"),
        (True, Outcome.FAILED, "revoke it"),
    ],
)
def test_the_baseline_excuses_only_what_a_person_called_no_secret(
    planted: Path, said: bool | None, outcome: Outcome, words: str
) -> None:
    found = scan_secrets(planted, ["app.py"])
    baseline = Baseline(audited={(secret.path, secret.kind, secret.digest): said for secret in found})
    case = check_secrets(found, baseline, files=1).cases[1]
    assert case.outcome is outcome
    assert words in case.message


def test_another_string_at_the_same_place_is_new(planted: Path) -> None:
    known = Baseline(
        audited={("app.py", "AWS Access Key", hashlib.sha1(b"another").hexdigest()): False}  # noqa: S324 - the tool's hash
    )
    assert check_secrets(scan_secrets(planted, ["app.py"]), known, files=1).stops


def test_a_baseline_written_again_keeps_answers_and_leaves_new_strings_unanswered(planted: Path) -> None:
    assert write_baseline(planted) == 1
    document = json.loads((planted / BASELINE).read_text(encoding="utf-8"))
    document["results"]["app.py"][0]["is_secret"] = False
    (planted / BASELINE).write_text(json.dumps(document), encoding="utf-8")
    (planted / "new.py").write_text("pass" + 'word = "' + 'hunter2hunter"\n', encoding="utf-8")
    assert write_baseline(planted) == 1
    assert sorted(read_baseline(planted / BASELINE).audited.values(), key=str) == [False, None]
    assert KEY_ID not in (planted / BASELINE).read_text(encoding="utf-8")


def test_a_missing_baseline_is_said_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(BaselineError, match="make secrets-baseline writes it"):
        read_baseline(tmp_path / BASELINE)


def test_the_repositorys_baseline_has_the_settings_of_the_scan_and_every_entry_is_answered() -> None:
    document = json.loads((PROJECT / BASELINE).read_text(encoding="utf-8"))
    assert {key: document[key] for key in ("plugins_used", "filters_used")} == scan_settings()
    assert set(read_baseline(PROJECT / BASELINE).audited.values()) == {False}


def test_nothing_in_this_project_waits_for_an_answer() -> None:
    """What would stop its next release is known before the commit, not from Dev/SupplyChain."""
    files = [name for name in commit_files(PROJECT) if name != BASELINE]
    checked = check_secrets(scan_secrets(PROJECT, files), read_baseline(PROJECT / BASELINE), files=len(files))
    failed = [f"{case.where}:{case.line} {case.name}" for case in checked.cases if case.outcome is Outcome.FAILED]
    assert not failed, f"{failed}: make secrets-baseline, or put the string together in the test"


def test_a_build_without_gits_data_scans_the_same_files_as_a_checkout(tmp_path: Path) -> None:
    names = {"app.py", "src/app.py", ".hidden", "tests/build/kept.txt"}
    for name in (
        *names,
        *(f"{folder}/made.txt" for folder in MADE_HERE - {".git"}),
        "src/__pycache__/app.cpython-311.pyc",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "app.py")
    assert set(commit_files(tmp_path)) == names


def test_in_a_checkout_git_says_which_files_there_are(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True, timeout=30)
    (tmp_path / ".gitignore").write_text("made/\n", encoding="utf-8")
    for name in ("made/out.txt", "new.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert commit_files(tmp_path) == [".gitignore", "new.py"]


def test_gitignore_names_every_folder_that_a_build_passes_over() -> None:
    ignored = {line.strip("/") for line in (PROJECT / ".gitignore").read_text(encoding="utf-8").split()}
    assert MADE_HERE - ignored == {".git"}
