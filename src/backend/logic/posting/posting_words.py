"""Words that tell a skill from what only looks like one, language by language. Data, so that it can be reviewed."""

_NO_SKILLS = """
America April Association August Australia Bavaria Berlin Board Brand CDD CDI CV DUI EOE California Canada Center Centre
China Christmas City Company
Conseil Council County December Department Director Dublin East EU Easter England English España Europe Excel February
France Francia Friday Fridays Germany Group Head I IT India Ireland Italia January Japan July June Junior Kingdom
Limited London Madrid Manager March May Mexico Monday Mondays New North November October Office Ontario Paris
Portugal RGPD Reino Road Saturday Saturdays School Scotland Senior September Service South Spain State States Street
Suiza Sunday Sundays Switzerland Team Texas Thursday Thursdays Trust Tuesday Tuesdays Unido Union University Vienna
UK VP Wales Wednesday Wednesdays West Zurich
"""
NO_SKILLS = frozenset(_NO_SKILLS.split())
"""Words with a capital inside a sentence that name no skill: days, months, places, offices."""

_MODIFIERS = """
a about accurate active after all also an and annual any are as at basic be been before best better big both bring
busy by calm careful carry civil clean clear close common conduct continuing courtroom current daily day deliver
develop different do during each early easy enjoy ensure equivalent every few firm first for formal from full
further general give good great hands have help high honest in increasing independent industrial internal into
introduce is it its keep kind large lead less like little long love main maintain major make manage many monitor
monthly more most much my new next no not of on one ongoing only or organise organize other our out over overall
oversee own paid part perform plain plan practical prepare previous professional proper provide quarterly quick
regular relevant review routine run same settle several share short similar simple since small some standard steady
strong such support take that the their them these this those three through to two under up us use using various
very weekly well when where which while who will with within without work write you your
"""
MODIFIERS_OF_NOTHING = frozenset(_MODIFIERS.split())
"""Words before an activity's noun that make no name of the two: "careful planning", "manage planning"."""

_ACTIVITIES = """
according agreement anything apartment basics being bring building delivering department developing development
document doing during employment ensuring environment equipment ethics evening everything following getting giving
going government having helping improvement including keeping king leading looking making managing meeting meetings
moment morning movement nothing parking payment physics pricing reading running setting something spring statement
supporting taking thing topic topics training treatment using working writing
"""
ORDINARY_ACTIVITIES = frozenset(_ACTIVITIES.split())
"""Nouns of an activity's form that are none, or none that anybody learns."""
