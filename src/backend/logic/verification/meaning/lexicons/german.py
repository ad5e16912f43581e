"""German."""

WORDS = {
    "profession": """
        rechtsanw*, notar*, arzt, arztin, chirurg*, professor*, richter*, apotheker*, psycholog*, hebamme*,
        ingenieur*, oberarzt*, chefarzt*, prokurist*, schichtleit*, senior
    """,
    "less": "weniger, niedriger, unter dem, geringer, kleiner",
    "more": "mehr, hoher, uber dem, grosser",
    "none": """
        wird von, werden von, wird durch, angebotserstellung,
        nicht nur, alle zwei, alle drei, vor allem, alle vier, ab und zu, erste hilfe, ersthelfer*, best
        practice*, geleitet von, gefuhrt von, unter leitung von, unter der leitung, maximal, bis maximal, bei
        maximal, promoviert seit, promoviere seit, mitarbeitende*, mitarbeitern, mitarbeiterinnen,
        hauptverantwortlich fur mich, die erste hilfe, das erste mal, den ersten blick, das erste jahr, der
        erste monat, die erste woche, den ersten jahren, den ersten monaten, der erste ansprechpartner, die
        erste ansprechpartnerin, den ersten wochen
    """,
    "negation": """
        nicht, kein, keine, keinen, keiner, keinem, keines, ohne, nie, niemals, weder, noch nicht, nichts,
        niemand, fehlend*, abgebrochen*
    """,
    "without": "kein*, ohne, nie",
    "without+": """
        nicht, kein, keine, keinen, keiner, keinem, keines, ohne, nie, niemals, weder, noch nicht, nichts, niemand,
        fehlend*, null, frei, *frei, vermied*, vermeid*, verhinder*, los, unfallfrei, fehlerfrei, reibungslos,
        lueckenlos
    """,
    "negation+": """
        steht aus, steht noch aus, stehen aus, stehen noch aus, ausstehend*, unvollendet*, unabgeschlossen*, null,
        frei, *frei, vermied*, vermeid*,
        verhinder*, los, unfallfrei, fehlerfrei, reibungslos, lueckenlos,
        abbruch, abbrech*
    """,
    "unrealised": """
        plan fur, plane fur, konzept fur, machbarkeitsstudie*, wunsch, mochte werden, strebe an, bewerbung als,
        bewerbung um, bewerbung fur, vorhaben, vorhat, werde, wird, werden ab, ubernehme ab, ubernimmt ab,
        anmeldung, angebot fur, fur den herbst, fur nachstes, ab september, ab oktober, ab januar,
        bewarb*, bewirbt, hofft*, erhoff*, wunscht*, soll, sollen, will, kandidier*, angemeldet*,
        eingeschrieben*, immatrikuliert*, bereitet sich, bereite mich, geplant*, plante*, plane, planung der
        einfuhrung, vorschlag*, vorgeschlagen*, schlug, bewerb*, beworben*, versucht*, versuch, hoffe*,
        angestrebt*, anstreb*, strebe, strebt, strebte, vorbereit* auf, vorbereitung auf, beabsichtig*, in
        vorbereitung, sollte*, konnte, konnten, wurde gerne, mochte*, lerne*, lernte, wollte, wollten, in
        ausbildung, studiere*, angefangen*, begonnen*, derzeit in, im aufbau, empfohlen*, empfahl, empfehlung*,
        erwog*, angedacht*, vorgesehen*, entwurf*, entworfen*, anlaufend*, kurz vor, demnachst, beantragt*,
        angehend*, werdend*, abgebrochen*, zuruckgestellt*, noch offen, nicht abgeschlossen*, projekt gestoppt,
        projekt ausgesetzt, projekt abgebrochen, projekt verschoben, wieder verworfen, unvollendet*, ohne
        abschluss
    """,
    "unrealised+": """
        machbarkeit*, wunsch*, mochte*, vorhab*, anmeld*, angemeld*, angebot*, will, wird, werde, bald, demnachst,
        plan*, vorbereit*, vorschl*, vorgeschl*, bewerb*, entwurf*, lern*, studi*, kunftig*, zukunft*, antrag*,
        eingereich*, ausgesetz*, gestopp*, abgebroch*, verschob*, offen*, laufend*, seit, aussteh*, derzeit*,
        aktuell*, abgebrochen*, unvollendet*, ohne abschluss
    """,
    "assist": """
        unterstutz*, mitarbeit, mitgearbeit*, mitwirk*, mitgewirk*, geholfen*, half, helf*, beteilig*,
        teilgenommen*, teilnahme*, assist*, zugearbeit*, zuarbeit*, begleitet*, hospit*, beigetragen*, aushilf*,
        mithilf*, mitgeholfen*, hilfskraft*, ausgeholfen*, beobachtet*, mitverantwort*, vertret*, eingesprungen*,
        mitgestalt*, mitentwickel*
    """,
    "assist+": "mit*, team*, gemeinsam*, zusammen*, beteilig*, unterstutz*, hilf*, hilfs*, teil*, koop*",
    "lead": """
        *meister, *leiter, *leiterin, leit*, geleitet*, fuhrte, gefuhrt*, fuhrung, chef*, steuer*, gesteuert*,
        federfuhrend*, vorstand*, direktor*, leiter*, bereichsleit*, teamleit*, abteilungsleit*, filialleit*,
        projektleit*, hauptverantwort*, massgeblich*, schlusselrolle, gegrundet*, grunder*, geschaftsfuhr*,
        vorgesetzt*, meister
    """,
    "lead+": """
        leit*, verwalt*, gefuhr*, fuhr*, verantwort*, zustandig*, organis*, koordin*, steuer*, betreib*, chef*,
        aufsicht*, *leitung, *leiter, *leiterin, betreu*, dirig*, initi*, aufgebaut*, aufbau
    """,
    "all": "alle, aller, allen, samtlich*, gesamt*, ganze*, komplett*, vollstandig*, ganz",
    "all+": "all*, samtlich*, gesamt*, ganz*, komplett*, jed*, vollstandig*, voll*, beide*",
    "wide": """
        weltweit*, bundesweit*, landesweit*, international*, national*, global*, europaweit*, unternehmensweit*,
        konzernweit*, uberregional*, deutschlandweit*, firmenweit*, standortubergreifend*, deutschen
    """,
    "wide+": """
        welt*, bund*, land*, intern*, nation*, global*, europ*, unternehmen*, konzern*, uberregion*, deutsch*,
        firm*
    """,
    "best": """
        best, beste, bester, bestes, besten, bestem, bestverkauf*, bestbewert*, bestplatz*, bestleistung*,
        bestnote*,
        bestseller*, hochst*, grosst*, fuhrend*, einzig*, ausgezeichnet*, preis, preisgekront*, auszeichn*,
        renommiert*, spitzen*, top, pramiert*, nummer eins, meistverkauf*, beruhmt*, erstmals, erstmalig*,
        allererst*, rekord*, exklusiv*, hervorragend*, exzellent*, schnellst*, beliebtest*, altest*, modernst*,
        meistgelesen*, als erst*, pionier*, marktfuhr*, konkurrenzlos*, unubertroffen*, erfolgreichst*
    """,
    "best+": """
        best*, hochst*, grosst*, fuhr*, einzig*, preis*, auszeichn*, ausgezeichn*, gewonn*, gewinn*, erst*,
        platz, rang, sieg*, top*, allein*, nur, pionier*
    """,
    "cause": """
        und so, und somit, dadurch, wodurch, sodass, so dass, infolge*, fuhrte zu, fuhrten zu, dank, somit,
        weshalb, wegen, aufgrund, bewirk*, ermoglich*, zur folge, was zu, resultier*, verursach*, und damit, womit,
        mit dem ergebnis
    """,
    "cause+": """
        durch, dank, infolge*, weil, da, sodass, somit, aufgrund, wegen, bewirk*, ermoglich*, ergebnis*, fuhrte,
        indem, mittels
    """,
    "result": """
        gesteigert*, steiger*, erhoht*, erhohung, verbesser*, gesenkt*, senkte, senkung, reduzier*, verringert*,
        optimier*, beschleunig*, eingespart*, verkurzt*
    """,
    "result+": """
        steig*, stieg*, gestieg*, hoh*, erhoh*, besser*, senk*, gesenk*, gesunk*, sank*, reduzier*, wenig*, mehr,
        schnell*, spar*, einspar*, kurz*, verkurz*, halbier*, verdoppel*, verdreif*, vervielf*, vervier*,
        wuchs, wachs*, von, gefallen*, modernis*,
        effizien*, optim*
    """,
    "done": """
        bestanden*, abgeschlossen*, abschluss, zertifiziert*, diplomiert*, gewonnen*, gewann, verliehen*,
        approbiert*, staatlich anerkannt*, gelernt*, examiniert*, gepruft* fach*, fliessend*, muttersprach*,
        verhandlungssicher*, langjahrig*, experte*, expertin*, spezialist*, bewahrt*,
        erfolgreich*, promoviert*, studiert*, zugelassen*, fachkraft*, absolviert*, veroffentlicht*,
        ernannt*, gewahlt*, befordert zum, befordert zur
    """,
    "done+": """
        ausgebild*, bestand*, abschluss*, abgeschloss*, zertifi*, diplom*, gewonn*, gewann, examin*, pruf*,
        gepruf*, fliess*, muttersprach*, erfahr*, jahre*, erfolg*, lizenz*, schein*, inhab*, ausbildung*,
        gelernt*, studium*, spezial*, absolv*, fach*, kontroll*, beend*, verliehen*, preis*, veroffent*,
        publi*, ernannt*, beforder*, gewahl*
    """,
    "success": "erfolgreich*, eingefuhrt*, umgesetzt*, realisiert*",
    "success+": "erfolg*, eingefuhr*, umgesetz*, realis*",
    "often": "regelmassig*, immer, stets, haufig*, standig*, dauerhaft*",
    "often+": """
        regelmassig*, immer, stets, haufig*, taglich*, wochentlich*, monatlich*, jed*, nie, niemals, oft, laufend*,
        standig*,
        dauer*
    """,
    "alone": """
        selbst, hochstpersonlich, eigenverantwortlich*, selbststandig*, selbstandig*, alleinverantwortlich*,
        allein, alleinig*, im alleingang, eigenstandig*, in eigenregie
    """,
    "alone+": "ohne rucksprache, ohne rucksprachen, eigen*, selbst*, allein*",
    "condition": """
        auf probe, probezeit*, probeweise, unter anleitung, unter aufsicht, unter der aufsicht, unter der leitung,
        angeleitet*, simul*, entwurf*, teilzeit*, in teilzeit, auf probe, ubungs*, ehrenamtlich*, aushilfsweise,
        vertretungsweise, bei bedarf, testweise, zur probe, im labor, nebenbei, befristet*, mit hilfe,
        nach vorgabe, im rahmen eines praktikums
    """,
    "condition+": """
        anleit*, aufsicht*, simul*, entwurf*, teilzeit*, probe*, ubung*, ehrenamt*, aushilf*, bedarf*, test*,
        hilfe*, befrist*, praktik*, vorgab*
    """,
    "full": "vollzeit*, unbefristet*, festangestellt*, endgultig*, final*",
    "full+": "voll*, unbefrist*, fest*, endgult*, final*",
    "junior": """
        praktikant*, azubi*, auszubildende*, werkstudent*, student*, lehrling*, aushilfe*, assistent*,
        volontar*, trainee*, praktikum, hilfskraft*, hilfsarbeit*, helfer*, sachbearbeit*, quereinsteig*,
        mitarbeit*, stv, stellv*, stellvertret*, vize*, angehende*, junior*
    """,
    "junior+": """
        prakti*, azubi*, auszubild*, werkstud*, stud*, lehrling*, aushilf*, assist*, volont*, trainee*,
        ausbildung*, hilf*, helf*, sachbearb*, mitarbeit*, lehre, stv, stellv*, vertret*, vize*, angehend*,
        junior*
    """,
    "seldom": "gelegentlich*, manchmal, selten, zeitweise, vereinzelt*, ab und an",
    "long": """
        mehreren jahren, mehrere jahre, vielen jahren, viele jahre, langjahrig*, jahrelang*, jahrzehnt*,
        mehrjahrig*, seit vielen, umfangreich* erfahrung
    """,
    "long+": "jahre*, jahr*, lang*, *jahrig*",
    "since": "seit",
    "since+": """
        since, seit*, heute, aktuell*, derzeit*, laufend*, jetzt, eintritt*, eingetreten*, angefangen*, begonnen*,
        eingestellt*
    """,
    "up": """
        steig*, stieg, stiegen, gestieg*, gesteiger*, erhoh*, wuchs, wuchsen, gewachsen*, zunahm*, zugenomm*,
        verlanger*
    """,
    "down": """
        senk*, gesenk*, sank, sanken, gesunken*, reduz*, verring*, halb*, verkurz*, ruckgang, abnahm*, abgenomm*,
        minder*, fiel, fielen
    """,
    "above": """
        uber plan, ubertroffen*, ubertraf*, vorzeitig*, fruher, punktlich*, termingerecht*, uber dem ziel,
        uber ziel
    """,
    "below": "unter plan, verfehlt*, verspat*, zu spat, unter dem ziel, unter ziel, verzoger*",
    "seasonal": "saison*",
    "yearround": "ganzjahr*, das ganze jahr, rund ums jahr",
    "unpaid": "ehrenamt*, unbezahl*, unentgelt*",
    "paid": """
        hauptamt*
    """,
    "temporary": "befristet*, aushilf*, vorubergehend*, zeitarbeit*",
    "permanent": "unbefristet*, festangestellt*, fest angestellt*, dauerhaft angestellt*",
    "inbound": "eingehend*",
    "outbound": "ausgehend*",
    "internal": "intern, interne*",
    "external": "extern, externe*",
    "master": "masterabschluss*, masterstudium*, magister*, diplomstud*",
    "doctorate": "doktor*, promovierte*, doktorgrad*, dr",
    "doctorate+": "promotion*, promov*, phd",
    "master+": "master*, msc, mba, m sc, diplom*",
    "averted": "verhindert*, vermied*, vermeid*, vermieden, abgewendet*, abgewehrt*",
    "caused": "verursacht*, ausgelost*, herbeigefuhrt*, zugelassen*",
    "first": "der erste, die erste, das erste, den ersten, als erster, als erste",
    "first+": "erst*, pionier*, premiere*",
}
CONJUNCTIONS = "aber sondern jedoch wahrend obwohl wobei doch dafur wohl"
SUPERIORS = ""
RECIPIENTS = """
kunde kunden kundinnen gaste gasten patient patienten schuler schulern bewohner bewohnern kinder kindern
besucher senioren klienten eltern mandanten nutzer anwender
"""
SUBJECTS = """
orchester chor verein gruppe mannschaft dirigent team chef chefin abteilung firma vorgesetzter vorgesetzte
leiter kollege kollegin unternehmen meister
"""
SUBJECT_ARTICLES = "mein meine das der die unser unsere"
