"""The product's stacks: shared data and network,
and CV tailoring. They know nothing of pipelines or of which environments exist.
"""
