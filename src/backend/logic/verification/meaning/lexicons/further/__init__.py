"""Tables of languages of which fewer kinds of claims are read: what is held back, led, first, caused, or for all.

Only words that can hardly be meant otherwise claim something here; what bears a claim out is read broadly.
"""
