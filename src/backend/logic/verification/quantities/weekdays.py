"""Days of the week in other languages than English, as lines are compared: what is done on one is done weekly."""

from typing import Final

from logic.language.lookalikes import fold_characters

_WRITTEN = """
montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag lundi mardi mercredi jeudi vendredi samedi
dimanche
lune miercole jueve vierne sabado domingo lunedi martedi mercoledi giovedi venerdi sabato domenica segunda terca quarta
quinta sexta maandag dinsdag woensdag donderdag vrijdag zaterdag zondag poniedzialek wtorek sroda srode czwartek piatek
sobota sobote niedziela niedziele mandag tisdag onsdag torsdag fredag lordag sondag tirsdag maanantaisin tiistaisin
keskiviikkoisin torstaisin perjantaisin lauantaisin sunnuntaisin pondeli utery streda ctvrtek patek nedele luni marti
miercuri joi vineri sambata duminica hetfonkent keddenkent szerdankent csutortokonkent pentekenkent szombatonkent
понедельникам вторникам средам четвергам пятницам субботам воскресеньям понеділка вівторка середи четверга пятниці
суботи
неділі pazartesi sali carsamba persembe cuma cumartesi pazar
"""
WEEKDAYS: Final = frozenset(fold_characters(_WRITTEN).casefold().split())
"""Without the "s" of a plural or an adverb."""
