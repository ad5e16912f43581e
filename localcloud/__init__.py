"""AWS on one machine: MiniStack, with the CodePipeline and CodeBuild that it lacks, behind one loopback endpoint.

Nothing of the product imports this package: it is reached over HTTP, with AWS's own APIs, by the ordinary `cdk`,
`aws` and boto3.
"""
