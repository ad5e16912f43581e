"""The supply chain: what the delivered package and its tools are made of, and whether anything in them must stop a
release.

Five checks. Of the assembly and the locks, by ``python -m compliance.supply_chain``: SBOMs, known vulnerabilities,
licences. Of the commit's files, by ``python -m compliance.supply_chain.scans``: the product's code, and secrets. What
stops a release is data (`thresholds`, `licence_policy`), and so is what is excused (in the register, and for secrets in
the baseline).
"""
