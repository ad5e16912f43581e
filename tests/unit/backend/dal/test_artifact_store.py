"""Artifacts in the table and the bucket: conditional, checked, exact, and above 300 KB in the bucket."""

import hashlib
import json
from decimal import Decimal
from typing import Any

import pytest
from boto3.dynamodb.types import TypeSerializer
from hypothesis import given
from hypothesis import strategies as st

from dal import ArtifactStore
from dal.artifact_store import MAX_ITEM_DOCUMENT_BYTES, canonical_json
from dal.dynamodb_values import from_item, to_item
from logic.tailoring_service import TailoringService
from models.artifact import ArtifactReference, TailoredArtifact
from models.deadline import Deadline
from models.errors import StorageError
from models.request import TailorCvRequest
from tests.unit.backend.conftest import NOW
from tests.unit.backend.fake_dynamodb import client_error
from tests.unit.backend.planted_cloud import ARTIFACTS, PlantedCloud, sample

REFERENCE = ArtifactReference(application_id="sample-application-1", created_at="2026-11-20T09:30:15.123456Z")


@pytest.fixture
def store(service: TailoringService) -> ArtifactStore:
    return service.stores.artifacts


@pytest.fixture
def artifact(service: TailoringService, cloud: PlantedCloud, deadline: Deadline) -> TailoredArtifact:
    """A real artifact, with the stores emptied of it again."""
    service.tailor(TailorCvRequest.model_validate(sample("request")), idempotency_key=None, deadline=deadline)
    made = service.stores.artifacts.read(REFERENCE)
    assert made is not None
    cloud.dynamodb.tables[ARTIFACTS].clear()
    return made


def enlarged(artifact: TailoredArtifact, size: int) -> TailoredArtifact:
    """`artifact` with a summary that makes its document exactly `size` bytes long."""
    document = artifact.model_dump(exclude_unset=True)
    document["tailored_cv"]["executive_summary"] = ""
    document["tailored_cv"]["executive_summary"] = "x" * (size - len(canonical_json(document)))
    return TailoredArtifact.model_validate(document)


def test_item_ends_ninety_days_after_it_was_made(
    store: ArtifactStore, cloud: PlantedCloud, artifact: TailoredArtifact
) -> None:
    store.put(artifact)
    (item,) = cloud.artifacts
    assert item["expiration_timestamp"] == Decimal(int(NOW.timestamp()) + 90 * 24 * 60 * 60)


def test_what_was_stored_is_read_back_equal(store: ArtifactStore, artifact: TailoredArtifact) -> None:
    store.put(artifact)
    read = store.read(artifact.reference)
    assert read is not None
    assert read.model_dump_json(exclude_unset=True) == artifact.model_dump_json(exclude_unset=True)


def test_numbers_are_stored_exactly(store: ArtifactStore, cloud: PlantedCloud, artifact: TailoredArtifact) -> None:
    store.put(artifact)
    (item,) = cloud.artifacts
    scores = [skill["relevance_score"] for skill in item["tailored_cv"]["skills"]]
    assert [str(score) for score in scores] == [str(s.relevance_score) for s in artifact.tailored_cv.skills]


@pytest.mark.parametrize(("over", "in_bucket"), [(0, False), (1, True), (200_000, True)])
def test_document_over_300_kb_goes_to_the_bucket_with_a_pointer(
    store: ArtifactStore, cloud: PlantedCloud, artifact: TailoredArtifact, over: int, in_bucket: bool
) -> None:
    large = enlarged(artifact, MAX_ITEM_DOCUMENT_BYTES + over)
    store.put(large)
    (item,) = cloud.artifacts
    key = "tailored-cvs/sample-application-1/2026-11-20T09:30:15.123456Z.json"
    assert (key in cloud.s3.objects) is in_bucket
    assert item.get("document_key") == (key if in_bucket else None)
    assert ("tailored_cv" in item) is not in_bucket
    if in_bucket:
        assert item["checksum"] == hashlib.sha256(cloud.s3.objects[key]).hexdigest()
    assert store.read(large.reference) == large


def test_second_artifact_under_the_same_key_is_refused_and_the_first_kept(
    store: ArtifactStore, cloud: PlantedCloud, artifact: TailoredArtifact
) -> None:
    store.put(artifact)
    other = artifact.model_copy(update={"token_usage": artifact.token_usage.model_copy(update={"model": "other"})})
    with pytest.raises(StorageError):
        store.put(other)
    assert store.read(artifact.reference) == artifact


def test_put_that_the_sdk_repeated_is_a_success(store: ArtifactStore, artifact: TailoredArtifact) -> None:
    store.put(artifact)
    store.put(artifact)


@pytest.mark.parametrize("where", ["item", "object"])
def test_damaged_artifact_is_not_shown(
    store: ArtifactStore, cloud: PlantedCloud, artifact: TailoredArtifact, where: str
) -> None:
    if where == "object":
        large = enlarged(artifact, MAX_ITEM_DOCUMENT_BYTES + 10)
        store.put(large)
        (key,) = [key for key in cloud.s3.objects if key.startswith("tailored-cvs/")]
        cloud.s3.objects[key] = cloud.s3.objects[key].replace(b"Larkspur", b"Larkspar")
    else:
        store.put(artifact)
        (item,) = cloud.dynamodb.tables[ARTIFACTS].values()
        item["metadata"]["M"]["keyword_matches"] = {"N": "999"}
    with pytest.raises(StorageError, match="checksum"):
        store.read(artifact.reference)


def test_nothing_is_written_to_the_table_when_the_bucket_refuses(
    store: ArtifactStore, cloud: PlantedCloud, artifact: TailoredArtifact
) -> None:
    cloud.s3.fail_with["PutObject"] = client_error("SlowDown", "PutObject")
    with pytest.raises(StorageError):
        store.put(enlarged(artifact, MAX_ITEM_DOCUMENT_BYTES + 10))
    assert cloud.artifacts == []


def test_artifact_that_is_gone_reads_as_none(store: ArtifactStore) -> None:
    assert store.read(REFERENCE) is None


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**15), 10**15)
    | st.floats(-1e6, 1e6).map(lambda x: round(x, 6))
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(min_size=1), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.text(min_size=1, max_size=5), JSON, max_size=4))
def test_values_survive_dynamodb(document: dict[str, Any]) -> None:
    assert from_item(to_item(document)) == json.loads(json.dumps(document))


@given(st.dictionaries(st.text(min_size=1, max_size=5), JSON, max_size=4))
def test_items_are_written_as_botos_serializer_writes_them(document: dict[str, Any]) -> None:
    exact = json.loads(json.dumps(document), parse_float=Decimal)
    assert to_item(document) == {name: TypeSerializer().serialize(value) for name, value in exact.items()}
