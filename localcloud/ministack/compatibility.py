"""MiniStack is taken apart by name, so its version and every name touched are checked before the server starts.

A new version that renamed or changed one of them would otherwise fail somewhere inside a request, or silently not
enforce.
"""

from __future__ import annotations

from localcloud.ministack import role_passing
from localcloud.ministack.fixes import FIXES
from localcloud.ministack.touched import Touched, check_name, check_version

_SHARED = (
    Touched("app", "app", "scope,receive,send"),
    Touched("app", "SERVICE_HANDLERS"),
    Touched("app", "_MAIN_LOOP"),
    Touched("app", "_build_persistence_save_dict", ""),
    Touched("app", "_collect_scripts", "dirs"),
    Touched("app", "_loaded_modules"),
    Touched("app", "_state_map"),
    Touched("app", "save_all", "services"),
    Touched("core.concurrency", "run_reentrant", "fn,args,thread_name"),
    Touched("core.iam_actions", "SERVICE_TO_IAM_NAMESPACE"),
    Touched(
        "core.iam_actions", "extract_resource_arn", "service,method,path,headers,body,query_params,region,account_id"
    ),
    Touched("core.iam_evaluator", "EvalContext"),
    Touched("core.iam_evaluator", "_conditions_met", "conditions,ctx"),
    Touched("core.iam_evaluator", "caller_arn", ""),
    Touched("core.iam_evaluator", "evaluate", "ctx,policies,limits"),
    Touched("core.iam_evaluator", "evaluate_resource_policy", "doc,ctx,service,named_only,direct_only"),
    Touched("core.iam_evaluator", "find_iam_access_key_account", "access_key_id"),
    Touched("core.iam_evaluator", "resolve_credential", "access_key_id,account_id,session_token"),
    Touched("core.iam_evaluator", "resolve_principal", "access_key_id,account_id,credential"),
    Touched("services.backup", "_create_selection", "plan_id,body"),
    Touched("services.backup", "_delete_selection", "plan_id,selection_id"),
    Touched("services.cloudformation", "_stacks"),
    Touched("core.persistence", "SERVICE_STATE_FORMAT_VERSIONS"),
    Touched("core.persistence", "STATE_DIR"),
    Touched("core.persistence", "_json_default", "obj"),
    Touched("core.persistence", "_json_object_hook", "obj"),
    Touched("core.persistence", "_state_format_version", "service"),
    Touched("core.responses", "_account_from_sts_session", "access_key_id"),
    Touched("core.responses", "get_account_id", ""),
    Touched("core.responses", "get_region", ""),
    Touched("core.responses", "request_scope", "account_id,region"),
    Touched("core.router", "SERVICE_PATTERNS"),
    Touched("services.cloudformation.provisioners", "_RESOURCE_HANDLERS"),
    Touched("services.cloudformation.provisioners", "_physical_name", "stack_name,logical_id,lowercase,max_len,seeded"),
    Touched("services.cloudformation.provisioners", "_cw_metric_alarm_record", "name,props"),
    Touched("services.cloudwatch", "_alarms"),
    Touched("services.cloudwatch", "_calc_stats", "points"),
    Touched("services.cloudwatch", "_dims_key", "dims"),
    Touched("services.cloudwatch", "_dispatch_alarm_actions", "alarm,old_state,new_state,reason"),
    Touched("services.cloudwatch", "_evaluate_alarm", "alarm"),
    Touched("services.cloudwatch", "_evaluate_all_alarms", ""),
    Touched("services.cloudwatch", "_evaluate_parent_alarms", "child,seen"),
    Touched("services.cloudwatch", "_evict_old_metrics", ""),
    Touched("services.cloudwatch", "_get_metric_data", "params,cbor_data,is_cbor,is_json"),
    Touched("services.cloudwatch", "_history_entries", ""),
    Touched("services.cloudwatch", "_metric_bucket", "key"),
    Touched("services.cloudwatch", "_metrics"),
    Touched("services.cloudwatch", "_put_metric_data", "params,cbor_data,is_cbor,is_json"),
    Touched("services.cloudwatch", "_put_metric_alarm", "params,cbor_data,is_cbor,is_json"),
    Touched("services.cloudwatch", "_record_history", "alarm_name,old_state,new_state,reason,alarm_type,reason_data"),
    Touched("services.cloudwatch", "_set_alarm_state", "params,cbor_data,is_cbor,is_json"),
    Touched("services.cloudwatch", "_stat_value", "stats,stat_name,points"),
    Touched("services.cloudwatch", "_store_datum", "namespace,name,dims,ts,unit,value,values,counts,stat_values"),
    Touched("services.cloudwatch", "get_state", ""),
    Touched("services.cloudwatch", "load_persisted_state", "data"),
    Touched("services.cloudwatch", "record_metric", "namespace,metric_name,value,unit,dimensions"),
    Touched("services.dynamodb", "_tables"),
    Touched("services.ec2", "_ACTION_MAP"),
    Touched("services.eventbridge", "_put_events", "data,allow_aws_source"),
    Touched("services.iam", "_access_keys"),
    Touched("services.iam", "_gen_id", "prefix"),
    Touched("services.iam", "_roles"),
    Touched("services.iam", "_users"),
    Touched("services.lambda_svc", "_execution_record_for_config", "func,config"),
    Touched("services.lambda_svc", "_get_func_record_for_ref", "function_ref"),
    Touched("services.lambda_svc", "function_policy_for_arn", "resource_arn"),
    Touched("services.lambda_svc", "invoke_async_with_retry", "func,event"),
    Touched("services.kms", "_resolve_key", "key_id_or_arn"),
    Touched("services.sns", "_topic_by_arn_any_scope", "topic_arn"),
    Touched("services.sns", "publish_internal"),
    Touched("services.sns", "topic_policy_for_arn", "topic_arn"),
    Touched("services.sts", "_role_id", "role_arn"),
    Touched("services.sts", "register_session", "access_key,session"),
    Touched("services.waf", "_associate_web_acl", "data"),
    Touched("services.waf", "_associations"),
    Touched("services.waf", "_disassociate_web_acl", "data"),
    Touched("services.waf", "_resolve_local_web_acl", "web_acl_arn"),
    Touched("services.waf", "handle_request", "method,path,headers,body,query_params"),
)


def check() -> None:
    """Check the version and every name touched.

    Raises:
        IncompatibleError: with the first difference found.
    """
    check_version()
    for touched in (*_SHARED, *role_passing.TOUCHES, *(touched for fix in FIXES for touched in fix.TOUCHES)):
        check_name(touched)
