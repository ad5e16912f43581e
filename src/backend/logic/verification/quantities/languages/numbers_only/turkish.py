"""Turkish: numbers months and rates; what a number counts is not read."""

from logic.verification.quantities.languages.vocabulary import Vocabulary, numbered, same

VOCABULARY = Vocabulary(
    numbers=numbered(
        "iki uc dort bes alti yedi sekiz dokuz on on-bir on-iki on-uc on-dort on-bes on-alti on-yedi on-sekiz on-dokuz",
        start=2,
    )
    | numbered("yirmi otuz kirk elli altmis yetmis seksen doksan", start=20, step=10)
    | {"duzine": 12},
    scales={"yuz": 100, "bin": 1000, "milyon": 10**6, "milyar": 10**9},
    units=same(
        {
            "per minute": "dakikada,dakika basina",
            "hourly": "saatte,saat basina",
            "1.5 hours": "bir bucuk saat,bir bucuk saatlik",
            "18 months": "bir bucuk yil,bir bucuk yillik",
            "years and a half": "buçuk yil,buçuk yillik",
            "6 months": "yarim yil,alti ay",
            "500000": "yarim milyon",
            "1500000": "bir bucuk milyon",
            "1500": "bir bucuk bin",
            "6": "yarim duzine",
            "1/3": "üçte bir,üçte biri,üçte birini",
            "2/3": "üçte iki,üçte ikisi,üçte ikisini",
            "3/4": "dörtte üç,dörtte üçü,dörtte üçünü",
            "1/4": "dörtte bir,dörtte biri,dörtte birini",
            "50 %": "yariya,yari yariya,yarisi,yarisini",
            "months": "ay",
            "years": "yil",
            "per shift": "vardiyada,vardiya basina",
            "daily": "günde,günlük,her gün",
            "weekly": "haftada,her hafta",
            "monthly": "ayda,her ay",
            "yearly": "yilda,her yil",
            "January": "ocak",
            "February": "subat",
            "March": "mart",
            "April": "nisan",
            "May": "mayis",
            "June": "haziran",
            "July": "temmuz",
            "August": "agustos",
            "September": "eylul",
            "October": "ekim",
            "November": "kasim",
            "December": "aralik",
        }
    ),
)
