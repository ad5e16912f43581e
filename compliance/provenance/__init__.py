"""A release's provenance: what was built from what by which execution, in a signed envelope.

The pipeline's own steps make and verify it with these files, put into their build specs as text. So nothing here
imports more than Python's own library and this folder; a client of KMS is given to it.
"""
