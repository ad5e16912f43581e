"""Swedish."""

WORDS = {
    "none": "en enda, ett enda, inte bara, inte enbart, forsta hjalpen, ledd av, leddes av, ledda av, allt i allo",
    "negation": """
        inte, icke, ej, ingen, inget, inga, aldrig, utan, utom, saknar, saknade, saknas, varken, knappast, undantag*
    """,
    "negation+": "noll, *fri, *fritt, *fria, *los, *lost, *losa, undvek, undvik*, forhindra*, slapp, uteblev",
    "unrealised": """
        planerar, planeras, planerad till, planerat till, planerade att, planer pa, avser, amnar, tanker,
        hoppas, ska, skall, kommer att, forbereder, forbereds, foresl*, forslag, ansokt*, ansoker, ansokan om,
        soker, sokte till, forsok*, onskar, vill, ville, skulle, overvager, pagaende, pagar, paborjat studier,
        studerar till, utbildar sig till, under utbildning, utkast, installd, instalt, pausad, uppskj*,
        forvantas, blivande, kandidat till, nominerad, avbrot*, avbruten, avbrutna, oavslutad*
    """,
    "unrealised+": """
        plan*, avs*, amna*, hopp*, forbered*, foresl*, forslag*, ansok*, sok*, fors*, onsk*, vill, overvag*,
        pag*, stud*, utbild*, utkast, framtid*, kommande, mal, malet, kandidat*, ambition*, nominer*, forvant*,
        blivande, paborj*, installd, uppskj*, avbrot*, avbruten, avbrutna, oavslutad*
    """,
    "assist": """
        hjalpte till, hjalpte med, hjalper till, hjalp med, hjalp vid, bistod, bistar, bitrad*, assister*, deltog,
        deltar, deltagit, deltagande, medverk*, bidrog, bidra*, medlem, var med, stottade, avlast*, vikarie*,
        vikariera*, foljde med, understod*, delaktig*
    """,
    "assist+": """
        hjalp*, bist*, bitr*, assist*, delt*, medverk*, bidr*, med, medlem*, tillsammans, samarbet*, stod*, stott*,
        avlast*, vikari*, delaktig*, team*, gemensam*
    """,
    "lead": """
        ledde, leder, leda, lett, ledning, ledare, *ledare, chef*, *chef, forestandare*, direktor*, ordforande*, vd,
        rektor*, grundade, grundare*, huvudansvar*, forman
    """,
    "lead+": """
        led*, lett, chef*, *chef, forest*, direkt*, ordf*, rektor*, grund*, *ansvar*, ansvar*, drev, driv*, skott*,
        skot*, organis*, samord*, koord*, styr*, forvalt*, basa*, starta*, handled*, hade hand, bas, huvud*, egen*
    """,
    "all": "alla, samtliga, hela, helt, fullstandig*, komplett*",
    "all+": "all*, samtlig*, hel*, fullst*, kompl*, varje, var, bada, total*",
    "wide": "hela landet, landsomfatt*, rikstackande, nationell*, internationell*, globalt, globala, varlds*",
    "wide+": "land*, riks*, nation*, intern*, glob*, varld*, europ*, sverige*, utland*",
    "best": """
        basta, storsta, framsta, ledande, enda, prisbelon*, prisad, utmark*, unik*, snabbast*, hogst*, flest*,
        rekord*, vann, vinnare, forsta plats, mastare, beromd*, exklusiv*, popularast*, mest, pionjar*
    """,
    "best+": """
        bast*, storst*, framst*, led*, enda, pris*, utmark*, unik*, snabb*, hog*, flest*, rekord*, vann, vinn*,
        forst*, plats*, mast*, bero*, exkl*, mest, topp*, medalj*, vunn*, pionjar*
    """,
    "cause": """
        vilket ledde, vilket minska*, vilket oka*, vilket gav, vilket gjorde, vilket resulter*, vilket medford*,
        vilket forbattra*, som ledde till, tack vare, ledde till, resulter*, darigenom, darmed, foljd av
    """,
    "cause+": "vilket, tack, genom, resulter*, ledde till, eftersom, darf*, for att, sa att, medf*, foljd, orsak*",
    "result": """
        okade, okat, okning*, minska*, minskning*, forbattra*, forkorta*, effektivis*, halver*, fordubbl*, sankt*
    """,
    "result+": """
        ok*, mins*, forb*, fork*, effekt*, halv*, fordubb*, tredubb*, dubbl*, sank*, sjonk*, hog*, lag*, steg,
        stig*, battre, snabb*,
        farre, fler*, kort*, fran, spara*, vax*, reduc*, mindre, mer
    """,
    "done": "certifier*, legitimerad*, diplomerad*, auktoriserad*, examinerad*",
    "done+": "certif*, legit*, diplom*, auktor*, exam*, behor*, licens*, intyg*, godk*, utbildad*, *prov*",
    "alone": "sjalvstandig*, ensam*, pa egen hand, egenhandig*",
    "alone+": "sjalv*, ensam*, egen*, eget, egna, enda",
    "condition": """
        under handledning, under ledning, under tillsyn, praktik*, vid behov, pa prov, prov*anstall*, deltid*
    """,
    "condition+": "handled*, ledn*, tillsyn*, praktik*, behov*, prov*, deltid*, tillfall*, vikari*",
    "junior": "praktikant*, larling*, student*, volontar*, assistent*, bitradande, vice, elev",
    "junior+": "praktik*, larling*, stud*, volont*, assist*, bitrad*, vice, elev*, utbildning*, trainee*",
    "up": "okade, okat, okning*, steg, stigit, vaxte, hojde*, hojt",
    "down": "minska*, minskning*, sankt*, sjonk, sjunkit, fall, halver*, forkorta*",
    "averted": "forhindra*, undvek",
    "caused": "orsaka*",
}
CONJUNCTIONS = "men medan fast dock som nar dar"
SUPERIORS = ""
RECIPIENTS = "kunder kund patienter elever barn gaster boende besokare anvandare brukare studenter familjer aldre"
SUBJECTS = "chef team avdelning foretag kollega grupp handledare ledning"
SUBJECT_ARTICLES = "min mitt vart var"
