"""Who reads or writes CVs needs their key too: S3 asks KMS on the caller's behalf.

Only through S3: a role that may read one CV cannot decrypt anything else with the key by calling KMS itself.
"""

from __future__ import annotations

from typing import Final

from aws_cdk import Stack

KEY_ACTIONS: Final = ("kms:Decrypt", "kms:GenerateDataKey")
"""To read an object, and to write one (docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html)."""


def through_s3(stack: Stack) -> dict[str, dict[str, str]]:
    """The condition of a statement that lets S3 use a key for a role."""
    return {"StringEquals": {"kms:ViaService": f"s3.{stack.region}.amazonaws.com"}}
