"""What an account's bootstrap gets: the permissions boundary of every role that the app makes, and the policies that
CloudFormation deploys it with. Generated from the synthesized templates, and shipped as `policies.template.json`.
"""
