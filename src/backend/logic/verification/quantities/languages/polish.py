"""Polish: numerals in their cases."""

from logic.verification.quantities.languages.vocabulary import Vocabulary, numbered, same

VOCABULARY = Vocabulary(
    numbers=numbered(
        "dwa/dwie/dwoch/dwu/dwom/dwoma/dwiema/dwoje/dwojga trzy/trzech/trzem/trzema/troje/trojga "
        "cztery/czterech/czterem/czterema/czworo piec/pieciu/piecioma/piecioro szesc/szesciu/szescioma "
        "siedem/siedmiu/siedmioma osiem/osmiu/osmioma dziewiec/dziewieciu dziesiec/dziesieciu jedenascie/jedenastu "
        "dwanascie/dwunastu trzynascie/trzynastu czternascie/czternastu pietnascie/pietnastu szesnascie/szesnastu "
        "siedemnascie/siedemnastu osiemnascie/osiemnastu dziewietnascie/dziewietnastu",
        start=2,
    )
    | numbered(
        "dwadziescia/dwudziestu trzydziesci/trzydziestu czterdziesci/czterdziestu piecdziesiat/piecdziesieciu "
        "szescdziesiat/szescdziesieciu siedemdziesiat/siedemdziesieciu osiemdziesiat/osiemdziesieciu "
        "dziewiecdziesiat/dziewiecdziesieciu sto/stu",
        start=20,
        step=10,
    )
    | numbered(
        "dwiescie/dwustu trzysta/trzystu czterysta/czterystu piecset/pieciuset szescset/szesciuset", start=200, step=100
    )
    | {"tuzin": 12},
    scales={
        "tysiac": 1000,
        "tysiace": 1000,
        "tysiecy": 1000,
        "tysiaca": 1000,
        "tys": 1000,
        "mln": 10**6,
        "milion": 10**6,
        "miliony": 10**6,
        "milionow": 10**6,
        **dict.fromkeys(("mld", "miliard", "miliardy", "miliardow", "miliarda"), 10**9),
        "miliona": 10**6,
    },
    units=same(
        {
            "3/4": "trzy czwarte,trzech czwartych",
            "2/3": "dwie trzecie,dwoch trzecich",
            "1/3": "o jedna trzecia,jedna trzecia,jednej trzeciej",
            "1/4": "o jedna czwarta,o cwierc,jedna czwarta,jednej czwartej,cwierc",
            "every 6 months": "co pol roku,polroczny,polroczna,polroczne",
            "1.5": "poltora,poltorej",
            "1500": "poltora tysiaca",
            "1.5 million": "poltora miliona",
            "500000": "pol miliona",
            "500": "pol tysiaca",
            "6": "pol tuzina",
            "per shift": "na zmiane,na zmianie",
            "fortnightly": "co dwa tygodnie,co drugi tydzien,dwutygodniowo,co dwa tyg",
            "every two months": "co dwa miesiace,co drugi miesiac,dwumiesiecznie",
            "per minute": "na minute,co minute",
            "percent": "procent,procenta,procentow,proc",
            "percentage points": "punktow procentowych,punkty procentowe",
            "seconds": "sekund,sekundy",
            "minutes": "minut,minuty",
            "hours": "godzina,godzin,godziny",
            "days": "dzien,dni",
            "weeks": "tydzien,tygodni,tygodnie,tygodnia",
            "months": "miesiac,miesiace,miesiecy",
            "years": "rok,lata,lat,roku",
            "years and a half": "i pol roku",
            "half a year": "pol roku",
            "half": "polowe,polowa,polowy",
            "18 months": "poltora roku",
            "doubled": "podwojono,podwojenie,podwoil,podwoila",
            "hourly": "na godzine,co godzine",
            "daily": "dziennie,codziennie,na dzien,codzienne,codzienny,codzienna,kazdego dnia",
            "weekly": "tygodniowo,na tydzien,co tydzien,cotygodniowe,cotygodniowy,cotygodniowych,w tygodniu",
            "monthly": "miesiecznie,na miesiac,co miesiac,comiesieczne,comiesieczny,miesieczne,miesiecznych",
            "quarterly": "kwartalnie,na kwartal,co kwartal,kwartalne,kwartalnych",
            "yearly": "rocznie,na rok,co rok,coroczne,roczne,rocznych",
            "dozens": "dziesiatki,kilkadziesiat,kilkudziesieciu",
            "hundreds": "setki,kilkaset,kilkuset",
            "thousands": "tysiace osob",
            "January": "stycznia,styczen",
            "February": "luty,lutego",
            "March": "marzec,marca",
            "April": "kwiecien,kwietnia",
            "May": "maj,maja",
            "June": "czerwiec,czerwca",
            "July": "lipiec,lipca",
            "August": "sierpien,sierpnia",
            "September": "wrzesien,wrzesnia",
            "October": "pazdziernik,pazdziernika",
            "November": "listopad,listopada",
            "December": "grudzien,grudnia",
            "tonnes": "tona,tony,ton",
            "kg": "kilogramow,kilo",
            "km": "kilometrow",
            "m": "metrow",
            "litres": "litrow",
            "times": "razy",
            "PLN": "zl,zloty,zlotych,zlote",
        }
    ),
    endings={
        **dict.fromkeys(("letni", "letnia", "letnie", "letnim", "letnią", "letniego"), "years"),
        **dict.fromkeys(("osobowy", "osobowa", "osobowym", "osobowego", "osobowe", "osobowej"), ""),
    },
    ordinals=numbered(
        "pierwsze/pierwszy/pierwsza/pierwszego drugie/drugi/druga/drugiego trzecie/trzeci/trzecia", start=1
    ),
)
