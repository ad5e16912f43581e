"""The key that signs provenance: asymmetric, so that everybody can verify and nobody needs this account for it."""

from __future__ import annotations

from typing import Final

from aws_cdk import Aws, CfnOutput, RemovalPolicy
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from constructs import Construct

ADMINISTRATION: Final = (
    "kms:CancelKeyDeletion",
    "kms:DescribeKey",
    "kms:DisableKey",
    "kms:EnableKey",
    "kms:GetKeyPolicy",
    "kms:GetKeyRotationStatus",
    "kms:GetPublicKey",
    "kms:ListGrants",
    "kms:ListKeyPolicies",
    "kms:ListResourceTags",
    "kms:PutKeyPolicy",
    "kms:RevokeGrant",
    "kms:ScheduleKeyDeletion",
    "kms:TagResource",
    "kms:UntagResource",
    "kms:UpdateKeyDescription",
    "kms:Verify",
)
"""What the account's own policies may allow. Neither ``Sign`` nor ``CreateGrant``, which hands ``Sign`` on."""
ALGORITHM: Final = "ECDSA_SHA_256"


class ProvenanceKey(Construct):
    """An ECC_NIST_P256 key of which one role may ask a signature.

    The account administers it and may verify with it. Who may change its policy could still make himself a signer, and
    KMS takes no policy that nobody may change: docs/adr/0012-provenance-is-signed-by-the-gate.md says what remains. KMS
    rotates no asymmetric key; another key is another resource here.
    """

    def __init__(self, scope: Construct, construct_id: str) -> None:
        super().__init__(scope, construct_id)
        self.key = kms.Key(
            self,
            "Key",
            description="Signs the provenance of what the delivery pipeline built; used by its gate alone",
            key_spec=kms.KeySpec.ECC_NIST_P256,
            key_usage=kms.KeyUsage.SIGN_VERIFY,
            removal_policy=RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
            policy=iam.PolicyDocument(
                statements=[
                    iam.PolicyStatement(
                        sid="AccountAdministersAndVerifies",
                        principals=[iam.AccountRootPrincipal()],
                        actions=list(ADMINISTRATION),
                        resources=["*"],
                    )
                ]
            ),
        )
        CfnOutput(
            self,
            "Arn",
            value=self.key.key_arn,
            description="Signs the provenance of every release; its public half verifies it",
        ).override_logical_id("ProvenanceKeyArn")

    def let_sign(self, signer: iam.IRole) -> None:
        """Makes a role the only signer: allowed here, and everybody else denied whatever another policy allows."""
        self.key.add_to_resource_policy(
            iam.PolicyStatement(
                sid="GateSigns",
                principals=[iam.ArnPrincipal(signer.role_arn)],
                actions=["kms:Sign"],
                resources=["*"],
                conditions={"StringEquals": {"kms:SigningAlgorithm": ALGORITHM, "kms:MessageType": "DIGEST"}},
            )
        )
        self.key.add_to_resource_policy(
            iam.PolicyStatement(
                sid="NobodyElseSigns",
                effect=iam.Effect.DENY,
                principals=[iam.AnyPrincipal()],
                actions=["kms:CreateGrant", "kms:Sign"],
                resources=["*"],
                conditions={"ArnNotEquals": {"aws:PrincipalArn": signer.role_arn}},
            )
        )

    def sign_statement(self) -> iam.PolicyStatement:
        """What the signer's own policy says, so that what it may do can be read there too."""
        return iam.PolicyStatement(actions=["kms:Sign", "kms:GetPublicKey"], resources=[self.key.key_arn])

    def verify_statement(self) -> iam.PolicyStatement:
        """What a step needs that verifies."""
        return iam.PolicyStatement(actions=["kms:Verify"], resources=[self.key.key_arn])


def pipeline_arn(name: str) -> str:
    """The pipeline as the builder that provenance names."""
    return f"arn:{Aws.PARTITION}:codepipeline:{Aws.REGION}:{Aws.ACCOUNT_ID}:{name}"
