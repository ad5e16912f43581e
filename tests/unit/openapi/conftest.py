"""Scope: the published API document and its page, made in process from the models; no deployment. What the deployed
service really answers is held to the document in tests/service.
"""
