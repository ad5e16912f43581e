"""Danish and Norwegian."""

WORDS = {
    "none": """
        ikke kun, ikke bare, ikke blot, forstehjelp, forstehjelps*, ledet af, ledet av, styret af, drevet af, drevet
        av
    """,
    "negation": """
        ikke, ingen, intet, aldrig, aldri, uden, uten, mangle*, hverken, verken, undtagen, unntatt, neppe, næppe
    """,
    "negation+": """
        nul, null, *fri, *frit, *fritt, *frie, *los, *lost, *lose, undga*, unnga*, unngikk, undgik, forhindr*
    """,
    "unrealised": """
        planlegger, planlægger, planlæg*, planlagt, planlagte, planen, forventer, forventes, skal, vil, ville, skulle,
        onsker, haber, haper, agter, akter, forbereder, forbereder*, foresla*, foreslo, forslag, ansogt, ansoger,
        sokt, soker, forsog*, forsok*, provede, provde, overvejer, vurderer a, i gang med, pabegyndt, studerer,
        studerende, under uddannelse, under utdanning, udkast, utkast, aflyst, avlyst, udsat, utsatt, kommende,
        kandidat til, nomineret, nominert
    """,
    "unrealised+": """
        plan*, forvent*, skal, vil, onsk*, hab*, hap*, agt*, akt*, forber*, foresl*, forslag*, ansog*, sok*, forsog*,
        forsok*, prov*, overvej*, vurder*, gang, pabegyn*, stud*, uddan*, utdan*, udkast, utkast, fremtid*, kommende,
        kandidat*, nomin*, mal, aflys*, avlys*, uds*, uts*
    """,
    "assist": """
        hjalp, hjelp, hjalp*, hjelp*, hjælp*, bistod, bistar, bista*, assister*, deltog, deltok, deltar, deltag*,
        deltak*, medvirk*, bidrog, bidro, bidra*, bidrage*, medlem, var med, stottede, stottet, vikar, vikarier*,
        understott*, avlast*, aflast*
    """,
    "assist+": """
        hjalp*, hjelp*, hjælp*, bist*, assist*, delt*, medvirk*, bidr*, med, medlem*, sammen, samarb*, stott*, vikar*,
        understot*, avlast*, aflast*, team*, fælles, felles
    """,
    "lead": """
        ledede, ledet, leder, leda, lede, ledelse, ledelsen, *leder, *lederen, chef*, *chef, sjef*, *sjef, direktor*,
        formand, formann, forstander*, rektor*, grundlagde, grunnla, stifter, stiftede, hovedansvar*, bestyrer*
    """,
    "lead+": """
        led*, chef*, *chef, sjef*, *sjef, direkt*, forma*, forst*, rektor*, grundl*, grunnl*, stift*, ansvar*,
        *ansvar*, drev*, driv*, drift*, organis*, koord*, styr*, forvalt*, bestyr*, start*, varetog, stod for, sto
        for, hovedans*, egen
    """,
    "all": "alle, samtlige, hele, fuldstændig*, fullstendig*, komplet, komplett*",
    "all+": "all*, samtl*, hel*, fuldst*, fullst*, kompl*, hver*, begge, total*",
    "wide": """
        hele landet, landsdækk*, landsdekk*, national*, nasjonal*, international*, internasjonal*, global*, verdens*
    """,
    "wide+": """
        land*, nation*, nasjon*, intern*, glob*, verden*, europ*, danmark*, norge*, norsk*, dansk*, udland*, utland*
    """,
    "best": """
        bedste, beste, storste, forende, ledende, eneste, prisvind*, prisvinn*, prisbelonn*, unik*, hurtigst*,
        raskest*, hojest*, hoyest*, flest, rekord*, vandt, vant, vinder, vinner, forsteplads, forsteplass, mester,
        beromt*, eksklusiv*
    """,
    "best+": """
        best*, bedst*, storst*, foren*, led*, enest*, pris*, unik*, hurtig*, rask*, hoj*, hoy*, flest*, rekord*, van*,
        vin*, vun*, forst*, plads*, plass*, mester*, berom*, ekskl*, mest, top*, medalj*
    """,
    "cause": """
        hvilket forte, hvilket gav, hvilket ga, hvilket medfort*, hvilket redus*, hvilket okte, hvilket ogede, som
        forte til, takket være, forte til, resulter*, derved, dermed
    """,
    "cause+": "hvilket, takket, gennem, gjennom, resulter*, forte til, fordi, derfor, for at, sa at, medf*, arsak*",
    "result": """
        ogede, oget, ogning, okte, okning, okt, reducer*, reduser*, forbedr*, forbedring*, forkort*, effektivis*,
        halver*, fordobl*, senket, sænk*, mindsk*
    """,
    "result+": """
        og*, ok*, redu*, forb*, fork*, effekt*, halv*, fordob*, senk*, sænk*, sank, mindsk*, hoj*, hoy*, lav*, steg,
        stig*, bedre, hurtig*, rask*, færre, fler*, kort*, fra, spar*, vaks*, voks*, mindre, mere, mer, fald*, falt*
    """,
    "done": "certificer*, sertifiser*, autoriser*, diplom*, statsautor*",
    "done+": """
        certif*, sertif*, autor*, diplom*, eksam*, fagbrev*, svend*, licens*, lisens*, bevis*, godk*, uddannet,
        utdannet
    """,
    "alone": "selvstændig*, selvstendig*, alene, pa egen hand, egenhændig*",
    "alone+": "selv*, alene, egen*, eget, egne, eneste",
    "condition": """
        under vejledning, under veiledning, under ledelse af, under opsyn, under tilsyn, praktik*, praksis*, efter
        behov, ved behov, deltid*, prove*ansæt*
    """,
    "condition+": """
        vejled*, veiled*, ledelse*, opsyn, tilsyn*, prakti*, praksis*, behov*, deltid*, midlert*, vikar*, prov*
    """,
    "junior": """
        praktikant*, lærling*, student*, studerende, frivillig*, assistent*, assisterende, vice, elev, nestleder*
    """,
    "junior+": "prakti*, lærling*, stud*, frivil*, assist*, vice, elev*, souschef*, nest*, trainee*",
    "up": "ogede, oget, ogning, okte, okning, okt, steg, steget, voksede, vokste, hævede, hevet",
    "down": "reducer*, reduser*, senket, sænk*, faldt, falt, sank, halver*, forkort*, mindsk*",
}
CONJUNCTIONS = "men mens dog som nar hvor"
SUPERIORS = ""
RECIPIENTS = """
kunder kunde patienter pasienter elever born barn gæster gjester beboere besogende brugere brukere familier ældre
eldre
"""
SUBJECTS = "chef sjef team afdeling avdeling firma kollega gruppe leder vejleder"
SUBJECT_ARTICLES = "min mit mitt vores var"
