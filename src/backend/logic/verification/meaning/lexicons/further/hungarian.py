"""Hungarian."""

WORDS = {
    "none": """
        nemcsak, nem csak, nemzet*, vezetesevel, vezetesem, iranyitasaval, elsosegely*, nelkulozhet*, nemet*, netto
    """,
    "negation": "nem, ne, nincs*, soha, sosem, nelkul*, sem, semmi*, semmilyen, egyetlen, kiveve, hianyz*",
    "negation+": "*mentes*, *mentesen, nulla, elkerul*, megeloz*, *talan, *telen, *tlan, *tlen, megakad*, mentes",
    "unrealised": """
        tervezem, tervezi, tervezett, tervezzuk, tervek, terv, tervben, terveben, szandek*, keszulok, keszul,
        keszulunk, szeretnek, szeretne, remelem, javasol*, javaslat*, palyaz*, jelentkez*, probal*, megprobal*,
        kiserl*, fontolg*, tanulok, hallgato, folyamatban, vazlat*, felfugg*, elhalaszt*, jovobeli*, leendo, jelolt*,
        fogok, fog, celom, keszulo
    """,
    "unrealised+": """
        terv*, szandek*, keszul*, szeret*, remel*, javas*, palyaz*, jelentk*, prob*, megprob*, kiserl*, fontol*,
        tanul*, hallg*, folyam*, vazlat*, felfug*, elhal*, jovo*, leend*, jelol*, fog*, cel*, felkesz*, elokesz*
    """,
    "assist": """
        segit*, segedkez*, kozremukod*, reszt vett*, reszt veszek, reszvetel*, reszvetel, tamogat*, asszisztal*, tag,
        tagja, tagjakent, hozzajarul*, helyettes*, besegit*, kiseg*
    """,
    "assist+": """
        segit*, segits*, seged*, kozrem*, resz*, tamog*, asszisz*, tag*, hozzaj*, helyett*, beseg*, kiseg*, egyutt*,
        kozos*, csapat*
    """,
    "lead": """
        vezettem, vezette, vezetes*, vezeto*, *vezeto, iranyit*, igazgat*, fonok*, alapit*, elnok*, muvezeto*,
        parancsnok*, felelos vezeto*
    """,
    "lead+": """
        vezet*, *vezet*, iranyit*, igazg*, fonok*, alapit*, elnok*, muvez*, parancs*, felel*, szervez*, koord*,
        megszerv*, uzemelt*, menedzs*, mened*, inditott*, sajat, fo, kepez*, betanit*
    """,
    "all": "osszes, minden, mindegyik, egesz, teljes*, valamennyi",
    "all+": "ossz*, mind*, egesz*, telj*, valam*, mindk*",
    "wide": "orszagos*, nemzetkozi*, nemzeti, vilag*, globalis*, orszagszerte",
    "wide+": "orszag*, nemz*, vilag*, glob*, europ*, magyar*, kulfold*",
    "best": """
        legjobb*, legnagyobb*, legtobb*, egyetlen, dijnyertes*, dijazott*, vezeto szerep*, egyedulall*, leggyors*,
        legmagas*, rekord*, gyoztes*, elso helyez*, bajnok*, hires*, elismert*
    """,
    "best+": """
        leg*, egyet*, dij*, vezet*, egyed*, rekord*, gyoz*, nyert*, nyer*, elso*, helyez*, bajnok*, hires*, elism*,
        erem*
    """,
    "cause": """
        aminek koszonhetoen, ennek koszonhetoen, koszonhetoen, ezaltal, eredmenyekent, ami csokkentette, ami novelte,
        kovetkezteben
    """,
    "cause+": "koszon*, ezalt*, eredm*, kovetk*, mert, mivel, ezert, hogy, altal, reven, miatt",
    "result": """
        noveltem, novelte, noveles*, csokkentettem, csokkentette, csokkentes*, javitottam a*, javulas*, gyorsit*,
        roviditett*, megduplaz*, felez*
    """,
    "result+": """
        nov*, csokk*, jav*, gyors*, rovid*, dupl*, megdupl*, fel*, emel*, tobb, kevesebb, jobb*, magas*, alacs*,
        megtakar*, hatekony*
    """,
    "done": "okleveles*, tanusitott*, minositett*, diplomas*, hitelesitett",
    "done+": "oklev*, tanus*, minos*, diplom*, hitel*, vizsg*, jogositv*, engedely*, bizonyit*, vegzett*",
    "alone": "onalloan, onallo*, egyedul, egymagam",
    "alone+": "onall*, egyed*, egymag*, sajat*, magam",
    "condition": """
        felugyelet*, iranyitasa mellett, gyakornok*, gyakorlat*, szukseg eseten, reszmunkaido*, ideiglenes*, probaido*
    """,
    "condition+": "felugy*, iranyit*, gyakor*, szukseg*, reszm*, ideigl*, proba*, helyett*, diak*",
    "junior": """
        gyakornok*, tanulo, tanonc*, hallgato*, onkentes*, asszisztens*, segedmunk*, helyettes*, diak*, segedkez*
    """,
    "junior+": "gyakor*, tanul*, tanonc*, hallg*, onkent*, assziszt*, seged*, helyett*, diak*, segit*",
    "up": "novel*, nott, novekedes*, emelked*, emelt*",
    "down": "csokkent*, csokken*, rovidit*, felez*",
}
CONJUNCTIONS = "de azonban viszont mig amely ahol amikor aki"
SUPERIORS = ""
RECIPIENTS = """
ugyfeleknek vasarloknak betegeknek diakoknak gyerekeknek vendegeknek lakoknak latogatoknak csaladoknak idoseknek
"""
SUBJECTS = "csapat fonok ceg osztaly kollega vezeto csoport"
SUBJECT_ARTICLES = "a az"
