"""German."""

from logic.verification.quantities.languages.vocabulary import Vocabulary, compounds, numbered, same

_UNITS = numbered(
    "null ein zwei/zwo drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn sechzehn "
    "siebzehn "
    "achtzehn neunzehn",
    start=0,
)
_TENS = numbered("zwanzig dreissig/dreiszig vierzig funfzig sechzig siebzig achtzig neunzig", start=20, step=10)
_SMALL = {**_UNITS, **_TENS, **dict(compounds(_UNITS, _TENS, joint="und", unit_first=True))}
_HUNDREDS = {f"{unit}hundert": 100 * value for unit, value in _UNITS.items() if 0 < value < 10} | {"hundert": 100}
_THOUSANDS = {f"{unit}tausend": 1000 * value for unit, value in (_SMALL | _HUNDREDS).items() if value} | {
    "tausend": 1000
}
_ENDED = {f"{word}{end}": value for word, value in _UNITS.items() if value > 1 for end in ("er", "en")}
_ORDINALS = numbered("erst zweit dritt viert funft sechst siebt acht neunt zehnt", start=1)

VOCABULARY = Vocabulary(
    numbers={
        word: value
        for word, value in (_ENDED | _SMALL | _HUNDREDS | _THOUSANDS | {"dutzend": 12}).items()
        if word not in {"ein", "einer", "einen"}
    },
    scales={
        "tsd": 1000,
        "mio": 10**6,
        "million": 10**6,
        "millionen": 10**6,
        "mrd": 10**9,
        "milliarde": 10**9,
        "milliarden": 10**9,
    },
    units=same(
        {
            "3/4": "drei viertel,dreiviertel",
            "2/3": "zwei drittel,zwei dritteln",
            "every 6 months": "halbjahrlich,halbjahrliche,halbjahrlichen,halbjahrlicher",
            "per minute": "pro minute,je minute,die minute",
            "percent": "prozent",
            "percentage points": "prozentpunkt,prozentpunkte,prozentpunkten",
            "seconds": "sekunde,sekunden",
            "minutes": "minute,minuten",
            "hours": "std,stunde,stunden",
            "hours per week": "wochenstunden,std pro woche,stunden pro woche,stunden die woche,stunden wochentlich",
            "days": "tag,tage,tagen,arbeitstage,arbeitstagen",
            "weeks": "woche,wochen",
            "months": "monat,monate,monaten",
            "quarters": "quartale,quartalen",
            "years": "jahr,jahre,jahren,lebensjahre",
            "6": "halbes dutzend,halben dutzend",
            "half a year": "halbes jahr,halben jahr,halbjahr",
            "1.5": "anderthalb,eineinhalb",
            **{f"{value}.5": f"{unit}einhalb" for unit, value in _UNITS.items() if 1 < value < 13 and unit != "zwo"},
            "a third": "ein drittel,einem drittel,eines drittels",
            "a quarter": "ein viertel,einem viertel,eines viertels",
            "a fifth": "ein funftel,einem funftel",
            "fortnightly": "alle zwei wochen,alle 2 wochen,alle 14 tage,vierzehntagig,vierzehntaglich,zweiwochentlich,"
            "jede zweite woche",
            "every two months": "alle zwei monate,alle 2 monate,zweimonatlich,jeden zweiten monat",
            "half": "halfte",
            "halved": "halbiert,halbierte,halbieren,halbierung,um die halfte",
            "doubled": "verdoppelt,verdoppelte,verdopplung,verdoppelung",
            "tripled": "verdreifacht,verdreifachte,verdreifachung",
            "a third of": "drittel der,drittel des",
            "hourly": "pro stunde,stundlich,je stunde,die stunde",
            "daily": "pro tag,taglich,tagliche,taglichen,taglicher,jeden tag,am tag,je tag,pro schicht",
            "weekly": "pro woche,wochentlich,wochentliche,wochentlichen,wochentlicher,jede woche,in der woche,je woche",
            "monthly": "pro monat,monatlich,monatliche,monatlichen,monatlicher,jeden monat,im monat,je monat",
            "quarterly": "pro quartal,quartalsweise,vierteljahrlich,vierteljahrliche,vierteljahrlichen,jedes quartal",
            "yearly": "pro jahr,jahrlich,jahrliche,jahrlichen,jahrlicher,jedes jahr,im jahr,je jahr",
            "dozens": "dutzende,dutzenden",
            "hundreds": "hunderte,hunderten",
            "thousands": "tausende,tausenden",
            "January": "januar,janner",
            "February": "februar",
            "March": "marz",
            "May": "mai",
            "June": "juni",
            "July": "juli",
            "October": "oktober",
            "December": "dezember",
            "tonnes": "tonne,tonnen",
            "kg": "kilo,kilogramm",
            "km": "kilometer,kilometern",
            "m": "meter,metern",
            "litres": "liter,litern",
            "times": "mal",
            "CHF": "franken",
        }
    ),
    joints=frozenset({"und"}),
    endings={
        **dict.fromkeys(("kopfig", "kopfige", "kopfigen", "kopfiger", "kopfiges", "kopfigem"), ""),
        **{f"jahrig{end}": "years" for end in ("", "e", "en", "er", "es", "em")},
        **{f"monatig{end}": "months" for end in ("", "e", "en", "er", "es", "em")},
        **{f"wochig{end}": "weeks" for end in ("", "e", "en", "er", "es", "em")},
        **{f"tagig{end}": "days" for end in ("", "e", "en", "er", "es", "em")},
        **{f"stundig{end}": "hours" for end in ("", "e", "en", "er", "es", "em")},
        **{f"fach{end}": "x" for end in ("", "e", "en", "er", "es", "em")},
    },
    ordinals={
        f"{stem}{end}": value for stem, value in _ORDINALS.items() for end in ("er", "en", "es", "em", "e") if value > 1
    }
    | {"ersten": 1, "erster": 1, "erste": 1, "erstes": 1},
)
