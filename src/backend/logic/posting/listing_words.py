"""How requirement lists lead to names in ten languages, and what in them is none. Data, so that it can be reviewed.

Pieces of regular expressions, separated by semicolons: whole words, in any case. A piece may go on in the next line.
"""

from typing import Final, Literal

ListingLanguage = Literal["en", "de", "fr", "es", "it", "pt", "nl", "pl", "sv", "da"]

LEADS: Final[dict[ListingLanguage, str]] = {
    "en": r"""
        (?:experienced?|expertise|background|skills?|skilled|proficien(?:cy|t)|knowledge|knowledgeable|
        familiar(?:ity)?|competen(?:ce|cy|t)|fluen(?:cy|t)|confiden(?:ce|t)|comfortable|understanding|command|certified|
        certificates?|certification|qualified|qualifications?|trained|training|grounding|hands-on|exposure|grasp|
        awareness|adept|versed|track record|mastery|fundamentals|principles|working)(?: (?!\w+ing )\w+)?
        (?: (?:with|in(?! an? )|of(?! an? )|using|about|on))+
        (?: (?-i:using|preparing|running|operating|handling|conducting|performing|delivering|managing|supervising|
        building|developing|designing|writing|maintaining|leading|creating|implementing|working (?:with|on|in)|
        the use of))?;
        (?:familiar(?:ity)? with|exposure to|knows|understands|speaks);
        experience (?-i:using|preparing|running|operating|handling|conducting|performing|working (?:with|on|in)|driving|
        managing|supervising|building|developing|designing|writing|maintaining|leading|creating|implementing|
        with the use of);
        (?:able|ability|confident|comfortable) (?:to )?(?:use|using|operate|operating|read|reading|handling|
        work with|working with);
        (?:accurate |safe |confident |daily |good )?(?:use|operation|handling) of; certified; use of;
        ^(?:read|run|set up|operate|use|interpret)(?= );
        you(?:'ll)? (?:should |must |can |will )?(?:know|understand|master|use|speak|read)
    """,
    "de": r"""
        (?:\w*kenntnisse?n?|know-how|umgang|sicherheit|\w*ausbildung|weiterbildung|studium|examen|praxis|routine|
        grundlagen|beherrschung|fachwissen|wissen|abschluss|qualifikation|fortbildung|zertifizierung|meisterbrief|
        hochschulabschluss|verständnis)
        (?: (?:in|im|mit|als|zum|zur|der|des|von(?! vorteil)|rund um|über|bereich|einer|eines|fach))+
        (?: (?:der|dem|den|des|die|einem|einer|gängigen|bereich|fach|bereichen|umgang mit(?: dem| der| den)?))*;
        \w*erfahrung(?:en)?(?: (?:in|im|mit|bei|rund um|über))+
        (?: (?:der|dem|den|des|die|einem|einer|gängigen|bereich|bereichen|umgang mit(?: dem| der| den)?))*;
        sicher (?:in|im|mit)(?: der| dem| einem| einer)?; beherrsch\w+(?: sie| du)?; versiert in;
        vertraut mit(?: der| dem| den)?; (?:kennst dich|kennen sich)(?: gut)? (?:mit|in)(?: der| dem| den)?;
        verfüg\w+ über(?: eine?n?| den)?; besitz(?:en|t)(?: eine?n?| den)?; schon mit(?: der| dem| den)?
    """,
    "fr": r"""
        (?:expériences?|connaissances?|maîtris(?:e|er|ez)|notions?|bases|utilisation|aisance|formation|compétences?|
        pratique|
        titulaire|diplôme|licence|master|respect|connaître|niveau|expertise|usage|habilitations?)
        (?:\s(?:\w+(?:ée?|te|ne|le|re|que)))?(?:,? (?:exigée?|souhaitée?|confirmée?|réussie|significative))?\s?
        (?:(?:du travail|des outils|des logiciels|du logiciel|de l'outil) )?
        (?:(?:en|avec|sur|dans|de la|de l'|des|du|de|d')\s?)+(?:la |le |les |l'|logiciels? )*;
        maîtriser? (?:la |le |les |l')?; vous (?:maîtrisez|connaissez|parlez) (?:la |le |les |l')?
    """,
    "es": r"""
        (?:experiencia|conocimientos?|dominio|manejo|formación|nociones|uso|titulación|grado|diplomatura|licenciatura|
        nivel|técnico|cursos?|habilidad|redacción|capacidad para la redacción|máster|certificado)
        (?:\s(?!de |del |en |con )\w+){0,2}\s?(?:(?:en|con|del?|sobre)\s)+(?:uso de |manejo de |manejo del |
        redacción de )?
        (?:el |la |los |las |programas? |paquete )*;
        saber (?:usar|manejar|utilizar) (?:el |la |los |las )?; (?:dominas?|conoces?|manejas?) (?:el |la |los |las )?
    """,
    "it": r"""
        (?:esperienz[ae]|conoscenz[ae]|padronanza|dimestichezza|competenz[ae]|formazione|uso|utilizzo|basi|nozioni|
        autonomia|laurea|diploma|abilità|capacità|pratica|familiarità|gestione autonoma|titolo)
        (?:\s(?!in |nel|con |d[aei]\w* )\w+){0,2}\s
        (?:(?:in|con|su|di|del|della|dello|dell'|dei|degli|delle|nel|nella|nello|nell'|nei|nelle|sul|sulla|sull')\s?)
        (?:uso di |utilizzo di |utilizzo del |tecniche |norma |normative? |principali |sistemi |programmi |software |
        lettura di )*
        (?:il |la |lo |i |le |l'|gli )*
    """,
    "pt": r"""
        (?:experiência|conhecimentos?|domínio|formação|noções|prática|vivência|manuseio|habilidade|competências?|uso|
        utilização|curso|licenciatura|graduação|fluência|certificação|ensino (?:superior|técnico)|inscrição)
        (?:\s(?!em |com |de |do |da |no |na )\w+){0,2}\s
        (?:(?:em|com|sobre|de|do|da|dos|das|no|na|nos|nas)\s)+(?:uso de |utilização de |ferramentas? |software )?
        (?:o |a |os |as )*
    """,
    "nl": r"""
        (?:\w*ervaring|\w*kennis|beheersing|opleiding|diploma|affiniteit|bekend|vertrouwd|vaardig|vaardigheden|
        goed|handig|werken|inzicht|praktijk|certificaat)
        (?: (?:met|van|in|als|op|richting|het gebied van))+(?: (?:de|het|een|werken met|praktijk van))*;
        je (?:hebt|bezit|beschikt over)(?: (?:een|geldige?))*; in het bezit van(?: (?:een|geldige?))*;
        je (?:kunt werken|kent|spreekt|beheerst|werkt|weet)(?: met)?(?: (?:de|het|een|praktijk van))*
    """,
    "pl": r"""
        (?:\w*znajomo\w+|doświadczeni\w+|umiejętno\w+|obsług\w+|wiedz[ay]|praktyk\w+|uprawnieni\w+|kurs\w*)
        (?:(?: (?:w|we|z|ze|na|do|o|zakresie|obsłudze|obsługi|pracy z|pracy|programów|programu|pakietu|języka|
        zasad|przepisów|systemu|systemów|stosowania))+|(?= ))
    """,
    "sv": r"""
        (?:\w*erfarenhet(?:er)?|\w*kunskap(?:er)?|vana|kompetens|utbildning|utbildad|examen|behärskar|färdigheter|
        god)(?: \w+)?(?: (?:av|i|inom|om|med|från|att arbeta med|att arbeta i|att använda))+(?: (?:att|arbete med|
        att arbeta med))*; du (?:behärskar|kan|talar|har)(?: en| ett)?
    """,
    "da": r"""
        (?:\w*erfaring(?:er)?|\w*kendskab|\w*kjennskap|\w*viden|\w*kunnskap(?:er)?|kompetencer?|kompetanse|
        uddannelse|utdanning|uddannet|rutine|fortrolig|færdigheder|god)(?: \w+)?(?: (?:med|i|inden for|innen|
        innenfor|om|til|fra|som|af|av))+(?: (?:at arbejde med|å jobbe med|brug af|bruk av))*;
        du (?:behersker|kan|taler|har)(?: en| et)?
    """,
}
"""What a name of knowledge follows."""

OPENINGS: Final[dict[ListingLanguage, str]] = {
    "en": r"""
        an?; the; read; run; set up; operate; use; interpret; strong; solid; good; excellent; very; deep; basic;
        some; sound; proven; advanced; working; hands-on;
        practical; professional; relevant; valid; full; current; great; fluent; both; either; prior;
        previous; ideally; preferably; modern; knowledge; experience; expertise; proficiency; understanding;
        with; of; in; your; our; at least; must have; must hold; must; hold; holds?(?: an?)?; you have; you bring;
        bonus; nice to have; and; or;
        have; has; having; demonstrated; demonstrable; thorough; clear; extensive; minimum; active; unrestricted;
        up[- ]to[- ]date; in-date; confident; competent; proficient; general; first-class; exceptional; outstanding;
        superb; significant; up to; also; plus; accurate
    """,
    "de": r"""
        der; die; das; den; dem; des; ein; eine; einen; einem; einer; und; sowie; sehr; gute?[rnsm]?; sichere?[rnsm]?;
        fundierte?[rnsm]?; solide?[rnsm]?; mehrjährige?[rnsm]?; erste?[rnsm]?; abgeschlossene?[rnsm]?; nachweisbare?;
        einschlägige?[rnsm]?; fließende?[rnsm]?; verhandlungssichere?[rnsm]?; idealerweise; gerne?; praktische?[rnsm]?;
        umfassende?[rnsm]?; gängige?[rnsm]?; vertiefte?[rnsm]?; grundlegende?[rnsm]?; gültige?[rnsm]?; zwingend;
        besitz; besitz (?:des|eines|der); mit; in; im; als; zum; zur; von; auch; oder; bereich; fach;
        erweiterte?[rnsm]?; ausgeprägte?[rnsm]?
    """,
    "fr": r"""
        le; la; les; un; une; de; du; des; et; ou; bonnes?; bons?; excellentes?; parfaite; solides?; très; en;
        votre; vos;
        être; avoir; réelle; première; idéalement; également; de la; être titulaire; titulaire; obtention; avec;
        certaine
    """,
    "es": r"""
        el; la; los; las; un; una; de; del; y; o; en; con; buen; buena; buenos; buenas; muy; alto; alta;
        estar en posesión;
        tener; poseer; disponer; contar; amplios?; amplia; sólidos?; sólida; al menos; imprescindible; título;
        titulación; vigente
    """,
    "it": r"""
        il; lo; la; i; gli; le; un; una; uno; di; del; della; dei; e; o; in; con; buon; buona; buone; buoni; ottima;
        ottimo; ottime;
        solida; solide; possesso; essere; avere; preferibile; gradit[aoie]; anche; minima; pregressa; precedente;
        costituisce titolo preferenziale; nella; nel; nei; sistema; discreta
    """,
    "pt": r"""
        o; a; os; as; um; uma; de; do; da; dos; das; e; ou; em; com; bons?; boas?; sólidos?; ter; possuir; forte;
        será; desejável; também; na; no; nas; nos; titular; posse; mínima; comprovada; habilitação
    """,
    "nl": r"""
        de; het; een; en; of; je; hebt; bent; beschikt; over; in het bezit van; goede?; geldige?; ruime; enige;
        aantoonbare; minimaal; relevante; basis; sterke; uitstekende; van; met; in; bezit; vloeiend; redelijk;
        een beetje; afgeronde
    """,
    "pl": r"""
        programu; systemu; pakietu; bardzo; dobra; dobrej; biegła; podstawowa; i; oraz; lub; w; z; ze; na;
        posiadanie; ważne; aktualne;
        mile widziana; mile widziane; zakres
    """,
    "sv": r"""
        en; ett; den; det; de; och; eller; god; goda; mycket; grundläggande; giltigt; minst; gärna; relevant;
        dokumenterad; har; av; i; inom; med; om; utbildad
    """,
    "da": r"""
        en; et; den; det; de; og; eller; god; gode; godt; meget; grundlæggende; gyldigt?; minst; mindst; gerne;
        gjerne; relevant; dokumenteret; har; af; av; i; med; om; uddannet; som
    """,
}
"""Stripped from the beginning of a name."""

CLOSINGS: Final[dict[ListingLanguage, str]] = {
    "en": r"""
        skills?; experience; knowledge; expertise; required; preferred;
        (?:is |are |would be )?(?:a|an) (?:big |real |definite |strong )?(?:plus|advantage|must|bonus|asset);
        etc; essential; desirable; helpful; welcome; is; are; needed; necessary; at hire; qualifications?;
        or similar; or equivalent; rules; or better; ideally;
        within \d+ \w+; basics; software; a must
    """,
    "de": r"""
        vorhanden; erforderlich; wünschenswert; erwünscht;
        (?:ist |sind |wäre |wären )?(?:von vorteil|ein plus|wünschenswert); in wort und schrift; ist; sind; wäre;
        wären; o\.? ?ä\.?;
        oder vergleichbar\w*; oder ähnlich\w*; zwingend; mit; mitbringen
    """,
    "fr": r"""
        (?:est |sont |serait |seraient )?(?:souhaitée?s?|exigée?s?|requise?s?|obligatoires?|indispensables?|
        appréciée?s?|un plus|un atout|bienvenue?s?);
        minimum; en vigor; de \d.*; serait; est; sont; à jour; en cours de validité; ou équivalent; courante?s?; exigé
    """,
    "es": r"""
        valorables?; deseables?; imprescindibles?; obligatori[oa]s?; en vigor; vigentes?; se valorará\w*; mínim[oa];
        o similar(?:es)?; de \d.*;
        requerid[oa]s?; necesari[oa]s?; es; son; nivel \w+; fluido; avanzado alto
    """,
    "it": r"""
        (?:è |sarà )?(?:gradit[aoie]|preferibile|necessari[aoe]|obbligatori[aoe]|indispensabile|richiest[aoe]|
        un plus); in corso di validità; titolo preferenziale; o affini; o similari; e simili; scritto; parlato;
        scritto e parlato; minima
    """,
    "pt": r"""
        desejáve(?:l|is); obrigatóri[oa]s?; imprescindíve(?:l|is); é; são; será valorizad[oa]; ou similar(?:es)?;
        válid[oa]s?; para análise; (?:é |será )?um diferencial
    """,
    "nl": r"""
        (?:is |zijn )?(?:een pré|een plus|een must|vereist|mooi meegenomen|handig|noodzakelijk); is; zijn;
        of vergelijkbaar; bezit
    """,
    "pl": r"""
        mile widzian\w+; będzie atutem; wymagan\w+; na poziomie \w+; jest; atutem
    """,
    "sv": r"""
        är meriterande; (?:är|som) (?:ett )?krav; meriterande; i tal och skrift; krävs; är; ett plus
    """,
    "da": r"""
        er en fordel; er et krav; en fordel; i skrift og tale; kræves; kreves; er; et pluss?; ønskelig
    """,
}
"""Stripped from the end of a name."""

JOINERS: Final[dict[ListingLanguage, str]] = {
    "en": r"(?:and/or|and|or|&|as well as|such as|including|e\.g\.|like|ideally|preferably|along with)",
    "de": r"(?:&|und/oder|und|oder|sowie|bzw\.|idealerweise|gern|gerne|wie|z\.\s?b\.|mit|inklusive)",
    "fr": r"(?:&|et/ou|et|ou|ainsi que|comme|notamment|idéalement)",
    "es": r"(?:&|y/o|[oyue]|así como|como|especialmente|preferiblemente|tipo)",
    "it": r"(?:&|e/o|ed?|od?|nonché|come|preferibilmente)",
    "pt": r"(?:&|e/ou|[eo]u?|bem como|como|preferencialmente)",
    "nl": r"(?:&|en/of|en|of|zoals|bij voorkeur)",
    "pl": r"(?:&|i/lub|i|oraz|lub|albo|najlepiej)",
    "sv": r"(?:&|och/eller|och|eller|samt|gärna)",
    "da": r"(?:&|og/eller|og|eller|samt|gerne|gjerne)",
}
"""Words between two names."""

ENDS: Final[dict[ListingLanguage, str]] = {
    "en": r"""
        for; in; on; at; to; from; within; across; is; are; was; would; will; that; which; who; when; where; so; as; by;
        with; under; through; during; preferred; required; desirable; needed; welcome; because; since; if; per;
        into; between; we; you; but
    """,
    "de": r"""
        im; in; aus; bei; zur; zum; bis; auf; um; an; dass; wenn; da; gemäß; nach; ist; sind; wird; haben; bringen;
        zu; ist; wäre
    """,
    "fr": r"""
        pour; chez; dans; lors; afin; car; qui; que; est; sont; serait; seraient; auprès; selon; au; aux; sur; avec;
        en milieu; au sein; en vigueur
    """,
    "es": r"""
        para; ante; desde; que; es; son; será; en el; en la; en un; en una; con; según; dentro; mínima;
        de al menos; si; donde
    """,
    "it": r"""
        per; presso; che; è; sono; nel; nella; nei; in ambito; in contesti; secondo; da; dal; sarà; costituisce;
        tramite; con; se; anche
    """,
    "pt": r"para; por; que; é; são; será; no; na; em empresas; junto; conforme; segundo; se; ou outra; ou outras",
    "nl": r"in; voor; bij; om; die; dat; is; zijn; binnen; op; tot; door; aan; zodat; wil; want",
    "pl": r"""
        na poziomie; na stanowisku; dla; który; która; które; jest; będzie; umożliwiając\w+; w stopniu; w mowie
    """,
    "sv": r"för; som; hos; på; är; från; vid; där; att; eftersom; till",
    "da": r"for; som; hos; på; er; fra; ved; hvor; der; at; da; til",
}
"""What ends a name inside its part of the sentence."""

NO_NAMES: Final[dict[ListingLanguage, str]] = {
    "en": r"""
        since; optional; their; them; its; his; her; this; these; those; such; each; every; why; how; what; similar;
        comparable; other; another; related; any; steady; firm; careful; routine; plain; counts?; equivalent;
        reasons; etc; least; own; you; your;
        we; our; us; i; it; they; team; years?; months?; degree; people; others; role; ^jobs?$; the job; who; is;
        are; be;
        been; will; can;
        approach; attitudes?; manner; mindset; ethics?; personality; presence; willing(?:ness)?; flexib\w+; reliab\w+;
        punctual\w*; honest\w*; enthusias\w+; passion\w*; motivat\w+; self-\w+; commercial awareness; client-facing;
        membership; verbal; oral; ^bilingual$; organi[sz]ational; comfort; keen; client communication; \w*-years?;
        history;
        tolerances?;
        ^(?:federal|state|local|national|internal|external|written|manual|mechanical|electrical|residential|
        commercial)$; helps?; numbers; positive; friendly;
        calm\w*;
        patience; initiative;
        player; energetic; hard-?working; dependable; trustworth\w+; polite; tidy; smart; appearance; stamina;
        fitness; eyesight; eye;
        hours?; shifts?; weekends?; nights?; evenings?; availab\w+; commut\w+; transport(?:ation)?; vehicle; car;
        travel; relocat\w+; lift(?:ing)?; stand(?:ing)?;
        eligib\w+; references?; age; aged; smile; humou?r; detail; pressure; deadlines?; multi-?task\w*;
        communicat\w+ skills; interpersonal; adaptab\w+;
        mature; confidential\w*; discretion; integrity; desire; eager\w*; curio\w+; creativ\w+; interest; love;
        sense; heart; habit; boots; clothing; residen\w+; citizen\w*;
        authori[sz]ed?; authori[sz]ation; work permit; background; screen; pounds; lbs; finalist; studying;
        externship; something; anything; everything; ready; not; no;
        ^\w{3,}ing \w.*; ^(?:simple|common|from|by|as|to|for|with) .*; bank holidays?; head;
        ^(?:licen[cs]es?|registration|business|readiness|apprentices?|certificates?|certification|card|stock|agency|
        pharmacy|class \w)$; manners?; families; family; ability; abilities; field; way; abstract; counts?;
        accredited; school; college; university; internships?; rotations?; environments?; settings?; sectors?;
        industry; industries; setup; qualifying; responsib\w+; careers?; practices?; company; companies; day; days;
        week; weeks
    """,
    "de": r"""
        sie; wir; uns; ihre?[nrm]?; dich; dein\w*; du; es; ist; sind; haben; hast; berufserfahrung;
        erfahrung(?:en)?; jahre?n?; freude; spaß; lust; händchen; blick; herz; auge; kreativität; loyalität; mobilität;
        bereitschaft; interesse; team\w*; \w*schicht\w*; \w{3,}keit; \w+heit; \w+sinn; \w+stärke; \w+vermögen;
        \w+bereitschaft; \w+denken; \w+geist; \w+orientierung; \w+talent;
        \w*arbeitsweise; auftreten; motivation; engagement; flexibilität; position; umfeld; bereiche?n?;
        vergleichbar\w*; branche; unternehmen; eigeninitiative; wochenende; auffassungsgabe; empathie;
        kommunikationsstärke; belastbarkeit; lernbereitschaft; leidenschaft; organisationstalent; hands-on-\w+;
        persönlichkeit; quereinsteiger\w*; berufsausbildung; ausbildung; studium; kenntnisse; gespür; anerkennung;
        \w*dienst;
        \w+geschick;
        \w*qualifikation; \w*branche; masernschutz;
        führungszeugnis; \w*betrieb\w*;
        \w*praxis; entsprechend\w*; gleichwertig\w*; anerkannt\w*; ausbildungsberuf; abschluss; kollegen
    """,
    "fr": r"""
        \d\s?(?:ans?|années?|mois|€|euros?|h|%); vous; nous; nos; votre; vos; notre; êtes; sont; années?; ans;
        expériences?; contrat\w*; postes?;
        équipe; sens; esprit; capacités?; rigueur; rigoureu\w+; autonom\w+; motivation; motivée?; dynamisme;
        dynamique; disponibilité; bureautiques?; atouts?; avantages?; plus; aptitude; envie; goût; passion\w*;
        organisée?; sérieu\w+; ponctuel\w*; ponctualité; polyvalen\w+; relationnel\w*; aisance; curiosité;
        bienveillance; écoute; discrétion; patience; adaptabilité; flexib\w+; appétence; réactivité; station;
        charges; week-ends?; similaires?; équivalente?s?; master \d; service; débutant\w*; domaine; secteur; métier;
        apprentissage
    """,
    "es": r"""
        \d\s?(?:años?|meses|€|%); tu; tus; nuestr\w+; eres; somos; es; años?; experiencia; contrato; puesto; equipo;
        ganas; disponibilidad; actitud; valorará; capacidad; responsab\w+; puntual\w*; proactiv\w+; iniciativa;
        compromiso;
        dinamismo; motivación; flexib\w+; empat\w+; orientación; vocación; don de gentes; habilidades;
        comunicativas; similar\w*; residencia; vehículo; incorporación; sector; persona\w*; colectivos?;
        equivalente?s?; entre; mucha; calma; algo; (?:buena )?presencia; (?:buenas )?prácticas; antecedentes;
        organizad\w+; autonomía;
        resolutiv\w+; plazo;
        delitos
    """,
    "it": r"""
        \d\s?(?:anni|mesi|€|%); tu; tuo; tua; noi; nostr\w+; sei; siamo; anni; anno; esperienza; contratto; ruolo;
        posizione; team; squadra; gruppo; disponibilità; flessibilità; attitudine; predisposizione; capacità;
        serietà; puntualità; precisione;
        affidabilità; motivazione; dinamismo; passione; voglia; problem solving; orientamento; autonomia;
        proattività; spirito; automunit\w+; dialettica; cura; ristoranti; livello; residenza; settore; analog\w+;
        equivalent\w; mansione; affini; stage;
        trasferte; turni; prelievi; domicilio; organizzativ\w+; relazional\w+; cortesia
    """,
    "pt": r"""
        \d\s?(?:anos?|meses|€|%); você; tu; nós; noss\w+; és; somos; anos?; experiência; contrato; função; equipa;
        equipe; time; vontade; disponibilidade; preferencial; registo criminal; ^(?:leitura|utilização)$; ensino;
        antecedentes; atitude;
        capacidade;
        responsab\w+; pontual\w*; proativ\w+;
        iniciativa; compromisso; dinamismo; motivação;
        flexib\w+; empatia; orientação; gosto; sentido; organizad\w+; organização; similar\w*; equivalente?s?;
        residência; viatura; sector; setor; pessoa\w*; boa; espírito; facilidade; comunicação; outra; ferramenta;
        no mínimo; autonomia; escolaridade
    """,
    "nl": r"""
        \d\s?(?:jaar|maanden|uur|%); je; jij; jouw; wij; we; ons; onze; jaar; ervaring; functie; team; teamspeler;
        flexib\w+; zelfstandig\w*; bereid\w*; communicatie\w+; enthousias\w+; gemotiveerd; stressbestendig\w*;
        werk- en denkniveau; denkniveau; niveau;
        mbo werk-?; vergelijkba\w+; houding; analytisch\w*; ^[hm]bo-?\w*$; passie; oog; hart; zin; gevoel;
        affiniteit; mentaliteit;
        verantwoordelijk\w*; nauwkeurig\w*; klantgericht\w*;
        doorzettingsvermogen; omgeving; beschikbaar\w*; rijd\w*; motivatie; betrouwbaar\w*; halen; praktijk; magazijn
    """,
    "pl": r"""
        \d\s?(?:lat|lata|rok|miesi\w+|%|zł); lata?; rok\w*; doświadczeni\w+; samodzielno\w+; dokładno\w+;
        zaangażowani\w+; komunikatywno\w+;
        odpowiedzialno\w+; sumienno\w+; boczne; magazyn\w*; ^min$; gotowo\w+; dyspozycyjno\w+; chęć; chęci; motywacj\w+;
        zespo\w+;
        stanowisk\w+; wykształceni\w+;
        umiejętno\w+; kultur\w+; organizacj\w+; punktualno\w+; podobn\w+; branż\w+; minimum; orientacj\w+;
        odporno\w+; stresie
    """,
    "sv": r"""
        \d\s?(?:år|månader|%|kr); du; dig; din\w*; vi; oss; vår\w*; års?; erfarenhet; flexib\w+; ansvar\w*;
        noggrann\w*; social\w*; positiv\w*; samarbet\w+; självständig\w*; engager\w+; lyhörd\w*; tjänst\w*; roll\w*;
        person\w*; kollegor; team\w*; initiativ\w*; stresst\w+; intresse; motsvarande; liknande; krav; lugn; trygg
    """,
    "da": r"""
        \d\s?(?:år|måneder|%|kr); du; dig; deg; din\w*; vi; os; oss; vor\w*; vår\w*; års?; erfaring; fleksib\w+;
        ansvar\w*; grundig\w*; positiv\w*; samarbejd\w+; samarbeid\w+; selvstændig\w*; selvstendig\w*; engager\w+;
        stilling\w*; rolle\w*; person\w*; kolleg\w+; team\w*; initiativ\w*; stress\w*; interesse; tilsvarende;
        lignende; krav; rolig; humør
    """,
}
"""Words that no name has."""
