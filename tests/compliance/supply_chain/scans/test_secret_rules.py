"""A secret is found wherever it stands in a line, and what only looks like one is not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from compliance.supply_chain.scans.secret_rules import find_secrets
from compliance.supply_chain.scans.secret_scan import SecretString, scan_secrets
from compliance.supply_chain.scans.secret_shapes import is_password, is_random
from compliance.supply_chain.scans.vendor_formats import VENDOR_PREFIXES, VENDOR_TOKEN
from tests.compliance.supply_chain.scans.planted_lines import HONEST, PLANTED, PlantedLine, filled


def scanned(planted: PlantedLine, folder: Path) -> tuple[SecretString, ...]:
    (folder / planted.file).write_text(filled(planted.text) + "\n", encoding="utf-8")
    return scan_secrets(folder, [planted.file])


def named(planted: PlantedLine) -> str:
    return f"{planted.file}: {planted.text.splitlines()[planted.line - 1].strip()[:50]}"


def test_there_are_more_planted_secrets_than_anyone_has_asked_for() -> None:
    assert len(PLANTED) >= 42
    assert len(HONEST) >= 20


@pytest.mark.parametrize("planted", PLANTED, ids=named)
def test_a_planted_secret_is_found_in_its_line(planted: PlantedLine, tmp_path: Path) -> None:
    assert planted.line in {secret.line for secret in scanned(planted, tmp_path)}


@pytest.mark.parametrize("honest", HONEST, ids=named)
def test_what_only_looks_like_a_secret_is_not_found(honest: PlantedLine, tmp_path: Path) -> None:
    assert scanned(honest, tmp_path) == ()


def test_what_both_find_is_reported_once(tmp_path: Path) -> None:
    (secret,) = scanned(PlantedLine("a.py", 'KEY = "{long}"'), tmp_path)
    assert secret.kind == "Base64 High Entropy String"


EXAMPLE_PREFIXES = (
    *("ops_eyJ", "AGE-SECRET-KEY-1", "pat0123456789abcd.", "sk-ant-", "ATATT3", "ABSK", "bkua_", "CCIPAT_", "CFPAT-"),
    *("dapi", "dop_v1_", "dckr_pat_", "dp.pt.", "dt0c01.", "figd_", "fm2_", "github_pat_", "glpat-", "AIza", "glsa_"),
    *("gsk_", "hvs.", "HRKU-", "hf_", "lsv2_pt_", "lin_api_", "key-", "nfp_", "NRAK-", "ntn_", "npm_", "sk-proj-"),
    *("pplx-", "pscale_pw_", "PMAK-", "pul-", "r8_", "rubygems_", "sntrys_", "shpat_", "xoxb-", "squ_", "EAAA"),
    *("sk_live_", "sbp_", "tskey-", "0123456789abcd.atlasv1.", "tfp_", "xai-"),
)


def test_every_vendor_has_an_example_here() -> None:
    for vendor, expression in VENDOR_PREFIXES.items():
        assert any(re.match(expression, prefix + "a1" * 24) for prefix in EXAMPLE_PREFIXES), vendor


@pytest.mark.parametrize("prefix", EXAMPLE_PREFIXES)
def test_a_vendors_prefix_alone_is_no_token_and_with_random_characters_it_is(prefix: str) -> None:
    digits = filled("{hex}")
    assert VENDOR_TOKEN.search(f'f("{prefix}{digits}{digits[:12]}")')
    assert not VENDOR_TOKEN.search(f'f("{prefix}")')


@pytest.mark.parametrize(
    "value", ["Route53Resolver", "AES256-GCM-SHA384", "careervp-cv-2026", "us-east-1", "", "0" * 40]
)
def test_a_name_is_not_random(value: str) -> None:
    assert not is_random(value)


def test_a_templates_variable_is_no_password() -> None:
    assert not any(map(is_password, ("${PASSWORD1}", "{{ token1 }}", "<password1>", "%(secret1)s", "changeme1")))


def test_letters_that_change_their_length_do_not_shift_what_is_found() -> None:
    text = "\u0130" * 20 + filled('\npassword = SecretStr("{plain}")')
    ((line, _, value),) = find_secrets(text, code=True)
    assert (line, value) == (2, text.split('"')[1])


def test_a_file_that_is_no_text_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(b"\xff\xfe\x00secret")
    assert scan_secrets(tmp_path, ["a.bin"]) == ()
