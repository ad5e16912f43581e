"""What CV lines begin with. Data, so that it can be reviewed."""

_VERBS = """
achieved added administered advised analysed analyzed architected automated began brought built championed coached
collaborated completed configured consolidated coordinated created cut debugged defined delivered deployed designed
developed diagnosed documented drove eliminated enabled engineered ensured established evaluated expanded extended
facilitated fixed founded grew guided handled helped hired identified implemented improved increased initiated
installed introduced investigated kept launched led made maintained managed mentored migrated modelled modernized
monitored negotiated operated optimised optimized orchestrated organised organized oversaw owned participated
performed planned prepared presented produced programmed prototyped provided ran rebuilt redesigned reduced refactored
released removed replaced researched resolved restructured reviewed rewrote saved scaled secured set shipped
simplified solved spearheaded standardised standardized streamlined supervised supported taught tested took trained
translated tuned upgraded worked won wrote
"""
VERBS = frozenset(_VERBS.split())
"""Past-tense verbs that CV lines begin with, without those that are adjectives as often (distributed, embedded)."""
