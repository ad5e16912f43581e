"""What is published on a topic can be read afterwards, whoever published it and whether anybody subscribed."""

from __future__ import annotations

from pathlib import Path

import pytest

from localcloud.aws.storage import published_messages
from localcloud.aws.storage.published_messages import PublishedMessage, keep, read
from tests.localcloud.cloud_process import DEV, CloudProcess
from tests.localcloud.ministack.principals import unique


def _message(number: int) -> PublishedMessage:
    return PublishedMessage(
        time=float(number), topic_arn="arn:aws:sns:us-east-1:111111111111:t", subject="", text="x" * 99
    )


def test_a_message_without_a_subscriber_is_kept(cloud: CloudProcess) -> None:
    sns = cloud.client("sns", DEV)
    topic = sns.create_topic(Name=unique("topic"))["TopicArn"]
    sns.publish(TopicArn=topic, Subject="Look", Message="two\nlines")
    sns.publish_batch(TopicArn=topic, PublishBatchRequestEntries=[{"Id": "1", "Message": "of a batch"}])
    kept = [(one.subject, one.text) for one in read(cloud.state_dir) if one.topic_arn == topic]
    assert kept == [("Look", "two\nlines"), ("", "of a batch")]


def test_of_too_many_the_newest_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(published_messages, "LONGEST", 1_000)
    for number in range(50):
        keep(tmp_path, _message(number))
    kept = [one.time for one in read(tmp_path)]
    assert kept == [float(number) for number in range(50 - len(kept), 50)]
    assert 2 < len(kept) < 8


def test_nothing_published_is_nothing_to_read(tmp_path: Path) -> None:
    assert list(read(tmp_path)) == []
