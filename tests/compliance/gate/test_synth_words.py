"""What synth printed is shown without the findings, which the gate says itself."""

from __future__ import annotations

from compliance.gate.synth_words import without_findings

FINDINGS = """ERROR The S3 Bucket or bucket policy does not require requests to use SSL. (AwsSolutions)
   app/Dev/Cvs/Bucket/Resource aws-cdk-lib.aws_s3.CfnBucket
   Acknowledge with 'AwsSolutions::AwsSolutions-S10'

WARNING A text that goes on
in a second line. (Construct Annotations)
   app/Dev/Cvs aws-cdk-lib.aws_s3.Bucket
   Rule Construct-Annotations::deprecated
Synthesis finished with errors
"""


def test_no_finding_is_left() -> None:
    assert without_findings(FINDINGS) == ""


def test_what_the_app_said_stays_in_its_order() -> None:
    said = without_findings(f"settings: a remark\nERROR of the app's own\n{FINDINGS}DeprecationWarning: old\n")
    assert said.splitlines() == ["settings: a remark", "ERROR of the app's own", "DeprecationWarning: old"]


def test_what_is_not_laid_out_as_a_finding_stays() -> None:
    assert without_findings("ERROR the app failed\n   at line 3\n") == "ERROR the app failed\n   at line 3"
