"""boto3 clients for the local cloud's own services, which act on roles' sessions over HTTP like everyone else.

Most of a short build's time went into creating clients: one botocore loader is shared, and a client is kept for each
session.
"""

from __future__ import annotations

import functools
import threading
from typing import Any

import boto3
import botocore.session
from botocore import UNSIGNED
from botocore.config import Config
from botocore.model import ServiceModel

from localcloud.aws.identity.session import Session
from localcloud.aws.runtime import Runtime

_CONNECT_SECONDS = 5
_READ_SECONDS = 60
_KEPT_CLIENTS = 128
# botocore builds clients from shared, unlocked caches.
_lock = threading.Lock()


@functools.cache
def _boto3_session() -> boto3.Session:
    core = botocore.session.Session()
    # The person's own profiles must not reach the local cloud's services.
    core.set_config_variable("config_file", "/dev/null")
    core.set_config_variable("credentials_file", "/dev/null")
    return boto3.Session(botocore_session=core)


@functools.cache
def service_model(service: str) -> ServiceModel:
    """Return botocore's model of a service, e.g. ``codepipeline``."""
    with _lock:
        return _boto3_session()._session.get_service_model(service)


@functools.cache
def service_regions(service: str) -> frozenset[str]:
    """Return the regions where botocore knows the service to be."""
    with _lock:
        session = _boto3_session()
        partitions = session.get_available_partitions()
        return frozenset(
            region for name in partitions for region in session.get_available_regions(service, partition_name=name)
        )


def client(service: str, *, session: Session | None, region: str, runtime: Runtime) -> Any:
    """Return a thread-safe boto3 client of the local cloud that acts as `session`; None is an unsigned caller.

    Calls time out after 60 s without an answer and are tried twice at most.
    """
    with _lock:
        return _client(service, session, region, runtime.endpoint_url)


@functools.lru_cache(maxsize=_KEPT_CLIENTS)
def _client(service: str, session: Session | None, region: str, endpoint_url: str) -> Any:
    config = Config(
        connect_timeout=_CONNECT_SECONDS,
        read_timeout=_READ_SECONDS,
        retries={"total_max_attempts": 2, "mode": "standard"},
        proxies={},
        signature_version=UNSIGNED if session is None else None,
        s3={"addressing_style": "path"},
    )
    return _boto3_session().client(
        service,
        region_name=region,
        endpoint_url=endpoint_url,
        config=config,
        aws_access_key_id=session.access_key_id if session else None,
        aws_secret_access_key=session.secret_access_key if session else None,
        aws_session_token=session.session_token if session else None,
    )
