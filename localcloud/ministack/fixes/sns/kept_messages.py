"""What is published on a topic can be read afterwards, by whoever works on this machine.

MiniStack delivers to queues, functions and HTTP endpoints, drops what goes to e-mail, and keeps nothing.
"""

from __future__ import annotations

import logging
import time
from typing import Any

from ministack.services import sns

from localcloud.aws.runtime import active
from localcloud.aws.storage.published_messages import PublishedMessage, keep
from localcloud.ministack.touched import Touched

TOUCHES = (
    Touched(
        "services.sns",
        "_fanout",
        "topic_arn,msg_id,message,subject,message_structure,message_attributes,message_group_id,message_dedup_id",
    ),
)
_log = logging.getLogger(__name__)


def apply() -> None:
    """Keep each message, then let it go to the subscribers."""
    fan_out = sns._fanout

    def keep_and_fan_out(topic_arn: str, msg_id: str, message: str, subject: str, *others: Any, **named: Any) -> None:
        try:
            published = PublishedMessage(time=time.time(), topic_arn=topic_arn, subject=subject or "", text=message)
            keep(active().state_dir, published)
        except OSError as error:  # a full disk keeps no message from its subscribers
            _log.warning("a message on %s could not be kept: %s", topic_arn, error)
        fan_out(topic_arn, msg_id, message, subject, *others, **named)

    sns._fanout = keep_and_fan_out
