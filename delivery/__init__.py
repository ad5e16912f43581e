"""The command line that people use: it starts the local cloud, pushes commits to the pipeline and shows what becomes
of them.

Nothing is imported here: the smoke tests import `delivery.service_client` in a build that has boto3 and pytest only.
"""
