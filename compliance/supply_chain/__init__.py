"""The supply chain: what the delivered package and its tools are made of, and whether anything in them must stop a
release.

Five checks, run by ``python -m compliance.supply_chain``: SBOMs, known vulnerabilities, a scan of the product's code, a
scan of the commit for secrets, licences. What stops a release is data (`thresholds`, `licence_policy`), and so is what
is excused (in the register, and for secrets in the baseline).
"""
