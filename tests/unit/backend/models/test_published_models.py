"""The models as others see them: API Gateway's schemas are generated from these, so their shape is a promise."""

from typing import Any

import pytest

from models.request import TailorCvRequest
from models.response import TailorCvResponse

IDENTIFIER = {"type": "string", "minLength": 1, "maxLength": 128, "pattern": "^[A-Za-z0-9_-]+$"}


def properties(schema: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {
        name: {key: value for key, value in rule.items() if key not in ("title", "description")}
        for name, rule in schema["properties"].items()
    }


def test_request_schema_is_the_contracts_table() -> None:
    schema = TailorCvRequest.model_json_schema()
    assert schema["required"] == ["user_id", "application_id", "job_id"]
    assert properties(schema) == {
        "user_id": IDENTIFIER,
        "application_id": IDENTIFIER,
        "job_id": IDENTIFIER,
        "cv_version": {"type": "integer", "minimum": 1, "maximum": 999, "default": 1},
        "include_gap_analysis": {"type": "boolean", "default": False},
        "output_format": {"type": "string", "enum": ["json", "markdown"], "default": "json"},
        "style_preferences": {
            "$ref": "#/$defs/StylePreferences",
            "default": {"tone": "professional", "formality_level": "high", "include_summary": True},
        },
    }
    assert properties(schema["$defs"]["StylePreferences"]) == {
        "tone": {"type": "string", "enum": ["professional", "conversational", "technical"], "default": "professional"},
        "formality_level": {"type": "string", "enum": ["high", "medium", "low"], "default": "high"},
        "include_summary": {"type": "boolean", "default": True},
    }


@pytest.mark.parametrize("part", ["", "StylePreferences"])
def test_request_refuses_unknown_fields_at_every_level(part: str) -> None:
    schema = TailorCvRequest.model_json_schema()
    assert (schema["$defs"][part] if part else schema)["additionalProperties"] is False


def test_request_schema_needs_no_unions() -> None:
    assert "anyOf" not in str(TailorCvRequest.model_json_schema())


def test_envelope_has_five_fields_and_every_code_of_the_contract() -> None:
    schema = TailorCvResponse.model_json_schema()
    assert list(schema["properties"]) == ["success", "code", "data", "error", "details"]
    assert set(schema["properties"]["code"]["enum"]) == {
        "CV_TAILORED",
        "VALIDATION_ERROR",
        "FORBIDDEN",
        "CV_NOT_FOUND",
        "JOB_NOT_FOUND",
        "PAYLOAD_TOO_LARGE",
        "CV_UNREADABLE",
        "JOB_UNREADABLE",
        "FVS_HALLUCINATION_DETECTED",
        "RATE_LIMITED",
        "LLM_API_ERROR",
        "LLM_TIMEOUT",
        "STORAGE_ERROR",
        "INTERNAL_ERROR",
    }


@pytest.mark.parametrize(
    ("model", "fields"),
    [
        ("TailorCvData", "tailored_cv metadata token_usage gap_analysis markdown"),
        (
            "TailoredCv",
            "contact_info executive_summary work_experience skills education certifications languages projects "
            "publications awards volunteering source_cv_version target_job_id tailoring_version",
        ),
        (
            "TailoredExperience",
            "company_name job_title start_date end_date location description_bullets original_bullets "
            "keyword_alignments",
        ),
        ("TailoredSkill", "skill_name proficiency_level relevance_score matched_requirements"),
        (
            "TailoringMetadata",
            "application_id user_id job_id version created_at keyword_matches sections_modified "
            "fvs_validation_passed engine degraded artifact_key",
        ),
        ("TokenUsage", "input_tokens output_tokens model cost_usd"),
    ],
)
def test_answer_has_the_contracts_fields(model: str, fields: str) -> None:
    assert list(TailorCvResponse.model_json_schema()["$defs"][model]["properties"]) == fields.split()
