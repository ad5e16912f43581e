"""Where MiniStack differs from AWS in what this product depends on: one file a fix, each with its reason.

A fix is a module with `TOUCHES`, the names of MiniStack that it relies on, and `apply()`, which replaces them.
MiniStack itself is never edited. Each has a contract test that also shows MiniStack alone, so that an upgrade tells
what may go.
"""

from __future__ import annotations

from types import ModuleType

from localcloud.ministack.fixes.apigateway import (
    api_endpoints,
    api_host_names,
    api_metrics,
    cors_configurations,
    execute_api_owner,
    http_api_documents,
    http_api_integrations,
    integration_failures,
    integration_permissions,
    integration_timeouts,
    own_paths,
    request_body_errors,
    request_templates,
    request_validators,
    unmatched_content_types,
)
from localcloud.ministack.fixes.cloudformation import (
    condition_functions,
    custom_resource_failures,
    execution_roles,
    existing_names,
    exports_in_use,
    metric_math_alarms,
    policy_limits,
    property_validation,
    refused_deletions,
    resource_permissions,
    stack_states,
    stored_stack_events,
    template_reads,
    template_references,
    update_policies,
)
from localcloud.ministack.fixes.cloudfront import distribution_names
from localcloud.ministack.fixes.cognito import unsigned_calls
from localcloud.ministack.fixes.dynamodb import item_history, stored_items
from localcloud.ministack.fixes.ec2 import network_quotas
from localcloud.ministack.fixes.events import event_log, rule_targets, schedules
from localcloud.ministack.fixes.functions import (
    account_quotas,
    function_code,
    function_directories,
    function_errors,
    function_log_groups,
    function_log_streams,
    function_logs,
    function_processes,
    function_sessions,
    idle_environments,
    inline_code,
    invocation_metrics,
    network_permissions,
    node_sdk,
    reserved_concurrency,
    source_function_arn,
    trace_sampling,
)
from localcloud.ministack.fixes.iam import (
    boolean_conditions,
    expired_sessions,
    foreign_keys,
    iam_resource_tags,
    leading_keys,
    log_stream_arns,
    managed_policies,
    mfa_condition,
    parameter_names,
    parsed_once,
    permissions_boundaries,
    principal_arn_condition,
    root_credentials,
    service_linked_roles,
    signature_scope,
    signing_conditions,
)
from localcloud.ministack.fixes.logs import embedded_metrics, log_group_keys, stored_events
from localcloud.ministack.fixes.requests import request_limits
from localcloud.ministack.fixes.s3 import (
    anonymous_callers,
    bucket_configurations,
    bucket_owner_condition,
    foreign_bucket_policies,
    object_bodies,
    object_changes,
    object_digests,
    object_encryption,
    object_lock,
)
from localcloud.ministack.fixes.secretsmanager import stack_secrets
from localcloud.ministack.fixes.sns import kept_messages
from localcloud.ministack.fixes.ssm import parameter_versions
from localcloud.ministack.fixes.versions import (
    alias_actions,
    alias_versions,
    unchanged_versions,
    version_code,
    weighted_aliases,
)

# A later fix wraps what an earlier one put in place.
FIXES: tuple[ModuleType, ...] = (
    root_credentials,
    parsed_once,
    expired_sessions,
    signature_scope,
    anonymous_callers,
    managed_policies,
    service_linked_roles,
    boolean_conditions,
    iam_resource_tags,
    principal_arn_condition,
    mfa_condition,
    bucket_owner_condition,
    leading_keys,
    signing_conditions,
    log_stream_arns,
    parameter_names,
    parameter_versions,
    permissions_boundaries,
    metric_math_alarms,
    foreign_keys,
    foreign_bucket_policies,
    bucket_configurations,
    object_lock,
    object_bodies,
    object_digests,
    object_encryption,
    object_changes,
    stored_events,
    stored_stack_events,
    log_group_keys,
    template_reads,
    template_references,
    condition_functions,
    execution_roles,
    stack_states,
    stack_secrets,
    existing_names,
    property_validation,
    exports_in_use,
    policy_limits,
    refused_deletions,
    resource_permissions,
    update_policies,
    network_quotas,
    unsigned_calls,
    distribution_names,
    stored_items,
    item_history,
    function_code,
    function_directories,
    unchanged_versions,
    version_code,
    alias_actions,
    alias_versions,
    weighted_aliases,
    reserved_concurrency,
    network_permissions,
    account_quotas,
    source_function_arn,
    function_sessions,
    inline_code,
    function_errors,
    custom_resource_failures,
    function_log_groups,
    function_log_streams,
    function_logs,
    function_processes,
    node_sdk,
    idle_environments,
    trace_sampling,
    invocation_metrics,
    request_validators,
    integration_timeouts,
    request_body_errors,
    request_templates,
    unmatched_content_types,
    api_endpoints,
    api_host_names,
    own_paths,
    cors_configurations,
    http_api_documents,
    integration_permissions,
    integration_failures,
    http_api_integrations,
    execute_api_owner,
    api_metrics,
    embedded_metrics,
    event_log,
    rule_targets,
    schedules,
    kept_messages,
    request_limits,
)


def apply_all() -> None:
    """Apply every fix, in order, once in a process."""
    for fix in FIXES:
        fix.apply()
