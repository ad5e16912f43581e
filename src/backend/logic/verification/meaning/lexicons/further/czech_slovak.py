"""Czech and Slovak."""

WORDS = {
    "none": """
        nejen, nielen, nedel, nedele, vedeny*, vedena pod, prvni pomoc*, prvej pomoci, prva pomoc, pod vedenim,
        nejmene, nejvyse, nejpozdeji, nejblizs*, nejprve, nejdriv*, nejcasteji, najmenej, najviac, najskor,
        nejmensi*, nejmladsi*, nejniz*, najcastejsie, najom*, najem*, nejaky, nejake, nejaka, nejakych, nejak*
    """,
    "negation": """
        ne*l, ne*la, ne*li, ne*lo, ne*ly, neni, nie, nejsem, nema, nemam, nemaji, nevznik*, nikdy, zadny*, zadne*,
        zadna*, ziadn*, bez, krome, okrem, nikoli*, chybi, chybel*
    """,
    "negation+": "bez*, nul*, zabran*, predch*, predes*, vyhn*, zero, vcas, vzdy",
    "unrealised": """
        planuj*, planov*, naplanov*, v planu, v plane, zamysl*, hodla*, chci, chce, chcem, chtel*, chcel*,
        pripravuj*, pripravova*, priprav* na, priprava na, navrhl*, navrhuj*, navrhol*, navrh, zadal* o, zadost*
        o, ziadost*, uchaz*, pokus*, snaz*, zvazuj*, studuj*, studium probiha, probiha, prebieha, koncept,
        zrusen*, pozastaven*, odlozen*, budouc*, buduc*, kandid*, nominov*, mel by, mal by, dufam, nedokoncen*,
        prerusen*, nedostudov*
    """,
    "unrealised+": """
        plan*, naplan*, zamys*, zamer*, hodl*, chc*, cht*, priprav*, navr*, zad*, ziad*, uchaz*, pokus*, snah*,
        snaz*, zvaz*, stud*, probih*, prebieh*, koncept*, zrus*, pozast*, odloz*, bud*, kandid*, nomin*, cil*,
        ciel*, pristi, dalsi, nedokonc*, nedokoncen*, prerusen*, nedostudov*
    """,
    "assist": """
        pomahal*, pomaha*, pomoc, pomoci, pomoc*, pomohl*, pomohol*, asist*, podilel*, podiel*, podilem, ucast*,
        zucast*, spolupodil*, prispel*, prispev*, clen, clenka, clenem, podporoval*, vypomah*, vypomoc*, zastup*,
        spoluprac*, spoluorg*, participov*
    """,
    "assist+": """
        pomah*, pomoc*, pomoh*, asist*, podil*, podiel*, ucast*, zucast*, spolu*, prisp*, clen*, podp*, vypom*, zast*,
        tym*, s, so, partic*
    """,
    "lead": """
        vedl, vedla, viedol, viedla, vedeni, vedenie, vedouci*, veduci*, veduca, reditel*, riaditel*, rizen*, ridil*,
        riadil*, riaden*, sef*, predsed*, zalozil*, zakladatel*, manazer*, mistr, hlavni, hlavny, hlavna, primar*,
        velitel*
    """,
    "lead+": """
        ved*, vied*, ridi*, rize*, riadi*, riade*, redit*, riadit*, sef*, predsed*, zaloz*, zaklad*, manaz*, mistr*,
        majster, hlavn*, primar*, velit*, zodpov*, odpov*, organiz*, koord*, sprav*, provoz*, prevadz*, zajis*, skol*,
        lid*, vlastn*
    """,
    "all": "vsechn*, vsetk*, cely, cela, cele, celeho, celou, celej, celu, kompletn*, veskere*, uplne",
    "all+": "vs*, cel*, komplet*, kazd*, vesk*, upln*, oba, obe, obou",
    "wide": "celostat*, celoslov*, celorepubl*, mezinarodn*, medzinarodn*, svetov*, globaln*, narodn*, celosvet*",
    "wide+": """
        celost*, celos*, celor*, mezin*, medzin*, svet*, glob*, narod*, zahran*, evrop*, europ*, stat*, zem*, cesk*,
        slovensk*
    """,
    "best": """
        nejlep*, najlep*, nejvet*, najvac*, jedin*, ocenen*, prednich, predni, vedouci postaveni, unikatn*,
        nejrychl*, najrych*, nejvys*, najvys*, rekord*, vyhral*, vitez*, vitaz*, mistrem, majstr*, prestizn*,
        slavn*, luxusn*, nej*, naj*, pruko*
    """,
    "best+": """
        nej*, naj*, jedin*, ocen*, predn*, unik*, rekord*, vyhr*, vit*, mistr*, majst*, prest*, slav*, luxus*,
        prvn*, prv*, mist*, medail*, cena, ceny, pruko*
    """,
    "cause": """
        diky cemuz, diky, vdaka, coz vedlo, co viedlo, coz snizilo, coz zvysilo, cimz, cim sa, v dusledku, v dosledku,
        vedlo k, viedlo k
    """,
    "cause+": """
        diky, vdaka, protoze, pretoze, coz, cimz, dusled*, dosled*, vedl*, viedl*, proto, aby, kvuli, vysled*, zpusob*
    """,
    "result": """
        zvysil*, zvysen*, snizil*, snizen*, znizil*, znizen*, zlepsil*, zlepsen*, zkratil*, zkracen*, skratil*,
        skraten*, zefektivn*, zrychl*, zdvojnas*, uspori*, usetri*
    """,
    "result+": """
        zvy*, sniz*, zniz*, zlep*, zkr*, skr*, zefekt*, zrych*, zdvoj*, ztroj*, uspo*, uset*, rust*, rast*,
        vzrost*, poklesl*,
        pokles*, klesl*, mene, menej, vice, viac, lep*, rychl*, krat*, z, zdvih*, zvac*, zmens*
    """,
    "done": "certifikovan*, diplomovan*, atestovan*, autorizovan*, licencovan*, slozil*, zlozil*",
    "done+": """
        certif*, diplom*, atest*, autor*, licenc*, sloz*, zloz*, zkous*, skus*, osved*, opravn*, prukaz*, preukaz*,
        vyuc*, kurz*
    """,
    "alone": "samostatn*, sam, sama, vlastnimi silami",
    "alone+": "samost*, sam*, vlast*, jedin*",
    "condition": """
        pod dohledem, pod dozorom, pod dohladom, pod vedenim, pod dozorem, staz*, praxe, brigad*, v pripade potreby,
        castecny uvazek, polovicni uvazek
    """,
    "condition+": "pod, dohl*, dozor*, staz*, prax*, brigad*, potreb*, castec*, polov*, uvaz*, docas*, zast*",
    "junior": """
        stazist*, praktikant*, student*, dobrovoln*, asistent*, pomocn*, zastupce*, zastupca*, ucen, ucnov*, brigadn*
    """,
    "junior+": "staz*, prakt*, stud*, dobrov*, asist*, pomoc*, zast*, uc*, brigad*, vyuc*",
    "up": "zvysil*, zvysen*, vzrost*, rostl*, stoup*",
    "down": "snizil*, snizen*, znizil*, znizen*, poklesl*, klesl*, klesal*, zkratil*, skratil*",
    "averted": "zabranil*, predesel*, predesla, zabranila*",
    "caused": "zpusobil*, sposobil*",
}
CONJUNCTIONS = "ale avsak vsak zatimco kdyz ktery ktera ktere ktory ktora kde pricemz"
SUPERIORS = ""
RECIPIENTS = """
zakaznikum zakazniky klientum klientom klienty pacientum pacientom pacienty zakum ziakom detem detom hostum hostom
navstevnikum uzivatelum rodinam seniorum seniorom studentum
"""
SUBJECTS = "tym tim sef sefka firma oddeleni oddelenie kolega kolegyne nadrizeny vedouci"
SUBJECT_ARTICLES = "muj moje moj nas nase cely"
