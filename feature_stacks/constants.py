"""Every number and fixed word of the product's infrastructure, by name, with its unit and its source.

What differs between environments is not here but in ``stages/environments.py``.
"""

from __future__ import annotations

from typing import Final

from feature_stacks.naming import PRODUCT, TITLE

# Function
CV_TAILORING_LAMBDA_MEMORY_MB: Final = 3072
CV_TAILORING_LAMBDA_TIMEOUT_SECONDS: Final = 60
CV_TAILORING_LAMBDA_EPHEMERAL_STORAGE_MB: Final = 10240
CV_TAILORING_LAMBDA_HANDLER: Final = "handlers.cv_tailoring_handler.handler"
CV_TAILORING_LAMBDA_RUNTIME: Final = "python3.11"
CV_TAILORING_LAMBDA_ALIAS: Final = "live"
CV_TAILORING_LOG_LEVEL: Final = "INFO"

# API
API_PREFIX: Final = "api"
API_STAGE: Final = "v1"
"""The same in every environment: a client changes the host and nothing else."""
CV_TAILORING_API_PATH: Final = "cv-tailoring"
CV_TAILORING_API_METHOD: Final = "POST"
DEFAULT_INTEGRATION_TIMEOUT_MS: Final = 29_000
"""API Gateway's own limit (docs.aws.amazon.com/apigateway/latest/developerguide/limits.html)."""
THROTTLED_RETRY_AFTER_SECONDS: Final = 1
"""The token bucket of a stage refills every second, so a caller that waits one has a chance again."""
CORS_MAX_AGE_SECONDS: Final = 600

# Tables
CV_TAILORING_TABLE_NAME: Final = "cv-tailored-artifacts"
"""The feature part of the artifacts table's name; the whole name comes from ``naming``."""
CV_TAILORING_TABLE_INDEX: Final = "user_id_created_at_gsi"
CV_TAILORING_TABLE_TTL_ATTRIBUTE: Final = "expiration_timestamp"
CV_TAILORING_TABLE_RETENTION_DAYS: Final = 90
CV_TAILORING_TABLE_READ_CAPACITY: Final = 10
"""Units where billing is provisioned: the floor of autoscaling."""
CV_TAILORING_TABLE_WRITE_CAPACITY: Final = 10
TABLE_MAX_CAPACITY: Final = 100
"""Ceiling of autoscaling; more needs a look at the access pattern first."""
TABLE_TARGET_UTILIZATION_PERCENT: Final = 70
IDEMPOTENCY_TABLE_NAME: Final = "cv-tailoring-idempotency"
IDEMPOTENCY_TTL_ATTRIBUTE: Final = "expiration"
"""Powertools' default attribute names (DynamoDBPersistenceLayer)."""
IDEMPOTENCY_KEY_ATTRIBUTE: Final = "id"
JOB_RESEARCH_KEY_ATTRIBUTE: Final = "job_id"
JOB_RESEARCH_TTL_ATTRIBUTE: Final = "expiration_timestamp"
"""Set by the feature that writes the item, epoch seconds; an item without it stays."""

BACKUP_RETENTION_DAYS: Final = 35
"""As far back as point-in-time recovery goes, its longest."""
BACKUP_HOUR_UTC: Final = 3

# Bucket
MASTER_CV_PREFIX: Final = "cvs/"
TAILORED_CV_PREFIX: Final = "tailored-cvs/"
NONCURRENT_VERSION_RETENTION_DAYS: Final = 30
"""Long enough to undo a mistake, short enough that a deleted CV is really gone."""
INCOMPLETE_UPLOAD_RETENTION_DAYS: Final = 7
ACCESS_LOG_RETENTION_DAYS: Final = 90

# Network
VPC_CIDR: Final = "10.20.0.0/16"
SUBNET_MASK: Final = 24
MOST_ZONES: Final = 4
"""Availability zones that addresses are laid out for, used or not: a subnet's cannot be changed later."""
HTTPS_PORT: Final = 443

# Monitoring
CV_TAILORING_LOG_RETENTION_DAYS: Final = 30
LOG_RETENTION_DAYS: Final = (
    1,
    3,
    5,
    7,
    14,
    30,
    60,
    90,
    120,
    150,
    180,
    365,
    400,
    545,
    731,
    1096,
    1827,
    2192,
    2557,
    2922,
    3288,
    3653,
)
"""Days that CloudWatch Logs keeps events for at most.

docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
"""
CV_TAILORING_ERROR_ALARM_THRESHOLD: Final = 5
"""Errors a minute; more alarm."""
CV_TAILORING_SERVER_ERROR_ALARM_THRESHOLD: Final = 5
"""Answers of 500 and above a minute; more alarm."""
CV_TAILORING_LATENCY_ALARM_THRESHOLD_MS: Final = 45_000
THROTTLE_ALARM_THRESHOLD: Final = 0
ALARM_PERIOD_SECONDS: Final = 60
ERROR_ALARM_PERIODS: Final = 1
LATENCY_ALARM_PERIODS: Final = 5
LATENCY_ALARM_STATISTIC: Final = "p95"
RELEASE_LATENCY_THRESHOLD_MS: Final = 20_000
"""Two thirds of what API Gateway waits by default; a language model's answer takes 5 to 10 s, the engine's own one."""
HEALTH_ALARM_PERIODS: Final = 5
"""How long what was seen in one minute keeps a release from going on."""
METRICS_NAMESPACE: Final = TITLE
SERVER_ERRORS_METRIC: Final = "ServerErrors"
"""As the function itself spells it (src/backend/handlers/server_errors.py)."""
SERVICE_NAME: Final = f"{PRODUCT}-cv-tailoring"

# Release checks
CHECK_LAMBDA_RUNTIME: Final = "python3.14"
"""AWS's newest: nothing but boto3, which it brings, binds the checks to an older one."""
CHECK_LAMBDA_MEMORY_MB: Final = 512
CHECK_LAMBDA_TIMEOUT_SECONDS: Final = 180
"""Three requests, none of which takes longer than API Gateway waits, and the records around them."""

SYNTHETIC_CHECK_MINUTES: Final = 5
SYNTHETIC_OUTAGE_PERIODS: Final = 3
"""So many checks one after another that failed or did not come are an outage."""
SYNTHETIC_FAILURES_METRIC: Final = "SyntheticFailures"
"""As the check itself spells it."""

# Tags
SERVICE_TAG: Final = PRODUCT
CV_TAILORING_FEATURE: Final = "cv-tailoring"
SHARED_FEATURE: Final = "shared"

# Smoke tests
SYNTHETIC_PREFIX: Final = "smoke-"
"""Users, applications and jobs of smoke tests start with this, and their role reaches nothing else."""
SYNTHETIC_USER_PREFIX: Final = f"{SYNTHETIC_PREFIX}user-"
SYNTHETIC_RUN_ID_LENGTH: Final = 32
"""A smoke run's user is the prefix and a UUID in hexadecimal digits."""
SYNTHETIC_CV_FILE: Final = "v1.json"
