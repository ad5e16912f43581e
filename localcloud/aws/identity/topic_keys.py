"""Whether the key of an encrypted topic lets a service publish to it: the topic's own policy is not enough on AWS.

Source: docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
"""

from __future__ import annotations

from ministack.services import kms, sns

from localcloud.aws.identity.trust import lets_service_act

_ACTIONS = ("kms:GenerateDataKey", "kms:Decrypt")


def refusal_of_key(topic_arn: str, *, service: str, account: str, source_arn: str = "") -> str:
    """Why a service, acting for `account`, may not use the topic's key; empty where it may, or where there is none.

    A key that AWS manages, such as ``alias/aws/sns``, lets no service in.
    """
    topic = sns._topic_by_arn_any_scope(topic_arn)
    key_id = (topic or {}).get("attributes", {}).get("KmsMasterKeyId")
    if not key_id:
        return ""
    key = kms._resolve_key(key_id)
    allowed = key and all(
        lets_service_act(
            key.get("Policy") or "{}",
            service=service,
            action=action,
            resource_arn=key["Arn"],
            account=account,
            source_arn=source_arn,
            context={
                "kms:encryptioncontext:aws:sns:topicarn": topic_arn,
                "kms:viaservice": f"sns.{topic_arn.split(':')[3]}.amazonaws.com",
            },
        )
        for action in _ACTIONS
    )
    return "" if allowed else f"{service} does not have authorization to access the SNS topic encryption key {key_id}."
