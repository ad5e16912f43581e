"""The program of the step before an approval: what a release changes of what is deployed, and what of it must not
happen unseen. It stands in the step's build spec, as the gate's does (`pipeline.steps.facts_step`).

It imports Python's own library, boto3, this folder, and modules of `pipeline.gate`, nothing else of the project.
"""
