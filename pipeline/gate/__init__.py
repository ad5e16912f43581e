"""The program of the pipeline's gate step. It stands in the step's build spec, so that what compares a commit's gate
with the last release's is the deployed pipeline's and not the commit's (`pipeline.steps.gate_step`).

It imports Python's own library, boto3 and this folder, nothing else of the project.
"""
