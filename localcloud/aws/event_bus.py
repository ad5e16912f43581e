"""Puts the events of AWS's own services on an account's default event bus, where its rules pick them up."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from typing import Any

from ministack.core.responses import request_scope
from ministack.services import eventbridge

from localcloud.aws.event_loop import soon_on_event_loop

_log = logging.getLogger(__name__)


def put_event(
    *, source: str, detail_type: str, detail: Mapping[str, Any], resource_arns: list[str], account: str, region: str
) -> None:
    """Put one event on the default bus of an account and region; from any thread, in order, without waiting for it.

    Args:
        source: of the service, e.g. ``aws.codedeploy``.
        detail_type: the event's title, e.g. ``CodeDeploy Deployment State-change Notification``.
        detail: the event's own members, as JSON.
        resource_arns: what the event is about.
    """
    entry = {"Source": source, "DetailType": detail_type, "Detail": json.dumps(detail), "Resources": resource_arns}

    def put() -> None:
        try:
            with request_scope(account, region):
                eventbridge._put_events({"Entries": [entry]}, allow_aws_source=True)
        except Exception:
            _log.exception("an event of %s could not be put on the bus", source)

    soon_on_event_loop(put)
