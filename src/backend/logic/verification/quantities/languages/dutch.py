"""Dutch."""

from logic.verification.quantities.languages.vocabulary import Vocabulary, compounds, numbered, same

_UNITS = numbered(
    "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien "
    "achttien negentien",
    start=0,
)
_TENS = numbered("twintig dertig veertig vijftig zestig zeventig tachtig negentig", start=20, step=10)
_SMALL = {**_UNITS, **_TENS, **dict(compounds(_UNITS, _TENS, joint="en", unit_first=True))}
_HUNDREDS = {f"{unit}honderd": 100 * value for unit, value in _UNITS.items() if value > 1} | {"honderd": 100}

VOCABULARY = Vocabulary(
    numbers={word: value for word, value in (_SMALL | _HUNDREDS).items() if word != "een"}
    | {f"{word}duizend": 1000 * value for word, value in (_SMALL | _HUNDREDS).items() if value > 1}
    | {"dozijn": 12, "tiental": 10, "honderdtal": 100}
    | {"vijftiental": 15, "twintigtal": 20, "dertigtal": 30, "veertigtal": 40, "vijftigtal": 50},
    scales={"duizend": 1000, "miljoen": 10**6, "miljard": 10**9},
    units=same(
        {
            "3/4": "driekwart,drie kwart",
            "2/3": "twee derde",
            "1/3": "een derde",
            "1/4": "een kwart",
            "every 6 months": "halfjaarlijks,halfjaarlijkse",
            "per minute": "per minuut,elke minuut",
            "percent": "procent",
            "percentage points": "procentpunt,procentpunten",
            "seconds": "seconde,seconden",
            "minutes": "minuut,minuten",
            "hours": "uur,uren",
            "days": "dag,dagen",
            "weeks": "week,weken",
            "months": "maand,maanden",
            "years": "jaar,jaren",
            "half": "helft",
            "half a year": "half jaar,halfjaar",
            "1.5": "anderhalf,anderhalve",
            "2.5": "tweeenhalf,tweeeneenhalf",
            "3.5": "drieenhalf",
            "fortnightly": "om de week,om de twee weken,elke twee weken,tweewekelijks,tweewekelijkse,veertiendaags",
            "every two months": "om de twee maanden,elke twee maanden,tweemaandelijks,tweemaandelijkse",
            "halved": "gehalveerd,gehalveerde,halveerde,halvering,met de helft",
            "doubled": "verdubbeld,verdubbelde,verdubbeling",
            "tripled": "verdrievoudigd,verdrievoudigde",
            "hourly": "per uur,elk uur,ieder uur",
            "daily": "per dag,elke dag,iedere dag,dagelijks,dagelijkse",
            "weekly": "per week,elke week,iedere week,wekelijks,wekelijkse",
            "monthly": "per maand,elke maand,iedere maand,maandelijks,maandelijkse",
            "quarterly": "per kwartaal,elk kwartaal,ieder kwartaal",
            "yearly": "per jaar,elk jaar,ieder jaar,jaarlijks,jaarlijkse",
            "dozens": "tientallen,dozijnen",
            "hundreds": "honderden",
            "thousands": "duizenden",
            "January": "januari",
            "February": "februari",
            "March": "maart",
            "May": "mei",
            "June": "juni",
            "July": "juli",
            "August": "augustus",
            "October": "oktober",
            "tonnes": "ton",
            "kg": "kilo,kilogram",
            "km": "kilometer",
            "m": "meter",
            "litres": "liter",
            "times": "keer,maal",
        }
    ),
    joints=frozenset({"en"}),
    endings={
        **dict.fromkeys(("koppig", "koppige"), ""),
        **dict.fromkeys(("jarig", "jarige"), "years"),
        **dict.fromkeys(("daags", "daagse"), "days"),
        **dict.fromkeys(("maands", "maandse"), "months"),
        **dict.fromkeys(("voudig", "voudige"), "x"),
    },
    ordinals=numbered("eerste tweede derde vierde vijfde zesde zevende achtste negende tiende", start=1),
)
