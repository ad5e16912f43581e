"""What a template says in a form that Guard can judge: pseudo resources beside the real ones.

Guard compares values where they lie. An IAM statement lies in some fifty properties, an action is a text or a list, a
principal has six spellings, a resource is put together by intrinsic functions; a rule would have to say each of them
again. Here every statement is brought into one form, and a rule reads that.
"""

from __future__ import annotations

from compliance.packs.facts.judged_template import FACT_PREFIX, judged_template, subject_of

__all__ = ["FACT_PREFIX", "judged_template", "subject_of"]
