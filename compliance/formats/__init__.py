"""File formats that several reports share, each a small model and its writer: a report fills the model, and no report
writes an element or a key by itself.

Own code, because the libraries are larger than what they would save here: what the formats need is a page each.
"""
