"""The command line that people use: it starts the local cloud, pushes commits to the pipeline and shows what becomes
of them.

Nothing is imported here: `delivery.service_client` is for programs that have boto3 only.
"""
