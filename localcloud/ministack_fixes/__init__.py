"""Where MiniStack differs from AWS in what this product depends on: one file a fix, each with its reason.

A fix is a module with `TOUCHES`, the names of MiniStack that it relies on, and `apply()`, which replaces them.
MiniStack itself is never edited. Each has a contract test that also shows MiniStack alone, so that an upgrade tells
what may go.
"""

from __future__ import annotations

from types import ModuleType

from localcloud.ministack_fixes import (
    bucket_configurations,
    bucket_owner_condition,
    execute_api_owner,
    execution_roles,
    existing_names,
    foreign_bucket_policies,
    foreign_keys,
    function_code,
    function_directories,
    function_processes,
    function_sessions,
    iam_resource_tags,
    integration_failures,
    integration_permissions,
    leading_keys,
    log_stream_arns,
    metric_math_alarms,
    object_encryption,
    object_lock,
    principal_arn_condition,
    request_body_errors,
    request_validators,
    root_credentials,
    stack_states,
    template_reads,
    unmatched_content_types,
    version_code,
)

# A later fix wraps what an earlier one put in place.
FIXES: tuple[ModuleType, ...] = (
    root_credentials,
    iam_resource_tags,
    principal_arn_condition,
    bucket_owner_condition,
    leading_keys,
    log_stream_arns,
    metric_math_alarms,
    foreign_keys,
    foreign_bucket_policies,
    bucket_configurations,
    object_lock,
    object_encryption,
    template_reads,
    execution_roles,
    stack_states,
    existing_names,
    function_code,
    function_directories,
    version_code,
    function_sessions,
    function_processes,
    request_validators,
    request_body_errors,
    unmatched_content_types,
    integration_permissions,
    integration_failures,
    execute_api_owner,
)


def apply_all() -> None:
    """Apply every fix, in order, once in a process."""
    for fix in FIXES:
        fix.apply()
