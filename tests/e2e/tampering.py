"""What somebody can change behind the pipeline's back: the assembly in the artifact bucket, and code in an asset
bucket."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from typing import Any

from feature_stacks.naming import PRODUCT
from tests.e2e.delivery import Delivery

FUNCTION = f"{PRODUCT}-cv-tailoring-lambda-prod"
PROD_TEMPLATE = re.compile(r".*ProdCvTailoring.*\.template\.json")


def assembly_location(delivery: Delivery, execution: str) -> dict[str, str]:
    """Where Build put the assembly, as CodePipeline tells: a bucket and a key, without a version."""
    (artifact,) = delivery.actions(execution)["Build/Gate"]["output"]["outputArtifacts"]
    location: dict[str, str] = artifact["s3location"]
    return location


def replace_in_zip(
    s3: Any, location: dict[str, str], change: Callable[[bytes], bytes], file: re.Pattern[str] = PROD_TEMPLATE
) -> str:
    """Puts the artifact again with one file changed, by default a template of prod, as an operator may, and returns the
    file's path."""
    stored = s3.get_object(Bucket=location["bucket"], Key=location["key"])["Body"].read()
    written, changed = io.BytesIO(), ""
    with zipfile.ZipFile(io.BytesIO(stored)) as before, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as after:
        for entry in before.infolist():
            content = before.read(entry)
            if file.fullmatch(entry.filename):
                changed, content = entry.filename, change(content)
            after.writestr(entry, content)
    s3.put_object(Bucket=location["bucket"], Key=location["key"], Body=written.getvalue())
    assert changed
    return changed


def described_otherwise(template: bytes) -> bytes:
    """The template with another description of the function, which is enough to be something else."""
    document = json.loads(template)
    (function,) = (
        body for body in document["Resources"].values() if body["Properties"].get("FunctionName") == FUNCTION
    )
    function["Properties"]["Description"] = "Changed by somebody else"
    return json.dumps(document).encode()


def asset_of_the_function(delivery: Delivery, execution: str) -> str:
    """The key of the function's package in every environment's asset bucket, from prod's template."""
    location = assembly_location(delivery, execution)
    stored = delivery.client("s3").get_object(Bucket=location["bucket"], Key=location["key"])["Body"].read()
    with zipfile.ZipFile(io.BytesIO(stored)) as assembly:
        (name,) = (name for name in assembly.namelist() if re.search(r"ProdCvTailoring\w+\.template\.json$", name))
        resources = json.loads(assembly.read(name))["Resources"].values()
    (key,) = (
        body["Properties"]["Code"]["S3Key"] for body in resources if body["Properties"].get("FunctionName") == FUNCTION
    )
    found: str = key
    return found


def other_code(package: bytes) -> bytes:
    """The package with one more module in it."""
    changed = io.BytesIO(package)
    with zipfile.ZipFile(changed, "a") as archive:
        archive.writestr("smuggled.py", "SMUGGLED = True\n")
    return changed.getvalue()
