"""Words by which a source says less than a text without them: wishes and plans, limits, and ends in time.

Of all languages in one table,
because a line of three words shows no language; as `plain_claims.Phrases` reads them.
A word is here where it says the same in each language that has it, or nothing in the others.
"""

HOPES = """
allowed to,permitted to,authorised to,authorized to,entitled to,empowered to,authority to,permission to,right to
habilite a,habilitee a,autorise a,autorisee a,durfte,durften,befugt,berechtigt,ermachtigt
autorizado para,autorizada para,facultado para,facultada para,podia,autorizzato a,autorizzata a,abilitato a
abilitata a,poteva,bevoegd,gemachtigd,upowazniony,upowazniona,uprawniony,uprawniona,mogl,mogla
budgeted for,halfway through,part way through,midway through,still learning,still training,still studying,in line for
wanted me to,argued for,argued in favour,hoped for,made the case for,volunteered for,may act
may serve,may teach,may lead
adviseerde om,zasugerow*,sugir*,suger*,suggeri*,recommand*,recomend*,raccomand*,rekomend*,anbefal*,rekommend*
been asked to,asked to chair,asked to lead,asked to head,asked to run,asked to manage,asked to become,asked to open
saving towards,saving for,looking into,iscritt*,inscrit*,matriculad*,anmald,anmalt,angemeldet*,anmeldung*,tilmeldt
prihlas*,ilmoittautu*,required to,required * to,requires * to,applied to,applied for,applying to,applying for
application to
application for,hopes to,hope to,hoped to
hoping to,wishes to
wished to,would like to,wants to,wanted to,aims to,aimed to,aspires to,aspiring,intends to,intended to,plans to
planned to
planning to,preparing to,preparing for,prepared to become,offered to,offering to,attempted to,tried to,trying to
promised to
expects to,expected to,due to start,due to begin,due to become,due to join,due to take,about to,set to become
looking to
seeking to,seeks to,dreams of,dreamt of,considered,considering,volunteered to,agreed to,invited to
asked to become,in talks
pending,awaiting,in progress,under way,underway,to be confirmed,provisional,candidate for,running for,stood for
bid to
working through,working towards,studying for,studying towards,exam due,asked to be,quoted for,quotation for
tendered for,tender for,estimate for,rehearsed for,interviewed for
auditioned for,will be,will become,will start,will take,will lead,will open,will join,will introduce,going to
souhait*,aspir*,esper*,voudrai*,voulai*,envisag*,projett*,ambitionn*,postul*,candidat*,prepare le,prepare un
prepare une,tente de,tente d'*
essay*,propose de,propos*,en cours,en formation,a venir,prochainement,en preparation,doit,devrait,s'apprete*,compte
mocht*,wunsch*,will,wollte*,hofft*,hoffe*,strebt*,strebe*,geplant*,beabsichtig*,bewarb*,bewirbt,bewerb*,beworben*
bot an,versucht*,versuche,bereitet sich,vorbereitung auf,vorhaben,demnachst,angehend*,derzeit in,wird ab
deseo,desea,deseaba,quier*,queria,querian,pretend*,planea*,intent*,solicit*,preparando,oposit*,cursando,en curso
previst*,a punto,ofreci*,va a
spera,sper*,vorrei*,vuol*,intend*,intenzion*,tentat*,cerca di,cercato di,candid*,offr*,propon*,propost*,previst*
sta per
deseja*,quer,querem,gostari*,tenci*,tentou,tentei,ofereci*,propus*,preparando,frequent*,a concluir,a tirar,vai
wil,wilde*,hoopt*,hoop,wenst*,streef*,probeer*,geprobeerd*,solliciteer*,gesolliciteerd*,bood aan,bereidt zich
chce,chcial*,chcac*,zamierz*,planuj*,pragn*,marz*,probow*,probuj*,ubieg*,kandydow*,zaproponow*,oferow*
przygotowuje sie,przygotowania do
zamerav*,chyst*,hodla*,hoppas,hoppes,haluan,toivo*,aikoo,ansok*,sokt*,soker,forvent*,onsker,vil
stelde * voor,stelde een * voor,navrhl*,navrhova*,ehdot*,javasol*,предлож*,предлаг*,запропон*,onerdi*,foreslo*
foresla*
doresc*,intentionez*,terveze*,szeretn*,remel*,istiyor*,planliyor*
"""
"""What tells a wish, a plan, an offer or an attempt, whose deed stands behind it."""

HOPES_KEPT = """
to be,allow*,permi*,authori*,entitl*,empower*,licen*,able,right,may,clear*,trusted,habilit*,autoris*,autoriz*,befug*
berechtig*,ermachtig*,durf*,facultad*,podi*,pouvai*,abilitat*,poteva,potev*,bevoegd*,gemachtigd*,mocht*
upowaz*,uprawn*,mogl*,facolt*,poder*,prawo,autonomi*,moze,moga,drept*,suppos*,requir*,desir*,oikeu*,ratt,pravo,право
jog*,yetki*,voorzien*,tratou,trato,trate,proposal,proposition,voorstel,vorschlag*,propuesta,proposta,navrh*
wish*,plan*,hop*,aspir*,appl*,offer*,attempt*,try,tried,trying,intend*,intent*,aim*,prepar*,candidate*,future
next,upcoming
expect*,due,soon,will,would,could,might,may,possible,potential*,student*,stud*,train*,learn*,trainee,toward*
seek*,keen,eager,ready
motivat*,prospective,pending,await*,progress,underway,proposed,propos*,consider*,invit*,not,yet,idea*,goal*
ambition*,objective*
candid*,formation,cours,curso,corso,futur*,kunftig*,zukunft*,toekomst*,przysz*,projet,projets,proyecto*,progett*
projeto*
etud*,estud*,ausbildung*,angehend*,opleiding*,nauk*,szkol*,uczen*,ziel*,objetiv*,obiettiv*,doel*,cel,celem,vise
visant,objectif
vorbereit*,bewerb*,gesuch*,antrag*,versuch*,pruf*,demande*,domanda,solicit*,pedido,aanvra*,wnios*,podan*
begonnen*,in arbeit
"""

STAND_INS = """
acted up,acting up,stood in for,stepped in for,filled in for,deputised for,deputized for,covered for,sat in for
"""
"""Whose title stands behind is somebody else's, for the most part."""

STAND_INS_KEPT = """
acting,acted,act,cover*,deput*,stand,stood,stepp*,fill*,relief,interim,temporar*,occasional*,sometimes
substitut*,replac*
vertret*,remplac*,suppl*,sustitu*,sostitu*,substitu*,zastep*,times,weekend*,days,weeks
"""

ONLY = """
only,solely,just the,exclusively,nur,ausschliesslich,lediglich,seulement,uniquement,exclusivement,solo,solamente
unicamente
exclusivamente,soltanto,solamente,apenas,somente,alleen,enkel,uitsluitend,tylko,wylacznie,jedynie,endast,bara
kun,vain,pouze,jen
part of,parts of,section of,one of,some of,half of,a few,several of,many of,most of,mehrere der,einige der
einer der,eine der
plusieurs des,certains des,un des,une des,varios de,algunos de,uno de los,una de las,alcuni dei,uno dei,una delle
varios dos,alguns dos,um dos,uma das,enkele van,een van de,kilka z,jeden z,jedna z,einen teil,teile,une partie
una parte,parte de
uma parte,un deel,czesc
"""
ONLY_SIGNS = "のみ,だけ,一部,仅,只,部分"
WIDER = """
throughout,across,whole,entire,all,every,everywhere,all over,full,complete,each,gesamt*,ganze*,samtlich*,alle
allen,uberall
tout,toute,tous,toutes,entier*,ensemble,tod*,enter*,complet,complets,completes,completa,completas,completos
completi,tutt*,inter*,completo,toda,todas,todos,inteir*,hele
gehele,alle,volledig*
caly,cala,calego,calej,wszystk*,hela,hele,koko,cely,cela,celeho
"""
WIDER_SIGNS = "全,すべて,全体,所有,整个,各"
ONLY_KEPT = """
several,many,most,einige,mehrere,einer,plusieurs,certains,algunos,varios,alcuni,alguns,enkele
kilka,jeden,jedna,uno,una,um,uma,un,une,een,only,part,parts,section,some,half,few,one
limited,teil*,partie*,parte,deel,czesc*,selected,certain
"""

ENDED = """
until,till,up to,bis,jusqu'en,jusqu'a,jusqu'au,hasta,fino al,fino a,ate,tot,do,formerly,former,ehemals,anciennement
antiguo,ex,used to be,retired,left in,ended in
"""
FORMER_OPENING = """
former,formerly a,formerly an,ehemalig*,ancien,ancienne,anciens,antiguo,antigua,ex,antigo,antiga,voormalig*,byly,byla
tidigare,tidligere,byvaly,byvala,fost,fosta,бывш*,колишн*,entinen,eski,πρωην,once a,previously a,previously an
"""
"""What stands at the beginning before a title or an office that somebody no longer has."""

FORMER_KEPT = """
former*,formerly,previous*,ex,was,were,until,once,past,retired,had been,used to,ehemal*,fruher*,war,bis,vormal*,ancien*
fut,etait,jusqu*,autrefois,antigu*,fue,era,hasta,fui,stato,stata,fino,foi,ate,antig*,voormal*,vroeger*,was,tot,byl*
dawn*,tidig*,tidl*,byval*,fost*,volt,быв*,колиш*,entis*,entin*,eski*
"""

FORMER = """
used to,formerly,previously,in the past,fruher,ehemals,anciennement,autrefois,auparavant,antiguamente
anteriormente,antes
in passato,precedentemente,antigamente,vroeger,voorheen,dawniej,wczesniej,poprzednio,tidigare,tidligere,aiemmin,drive
раньше,ранее,раніше,korabban,inainte,anterior,eskiden,παλαιοτερα
"""
"""What tells without a year that a thing has ended."""

NOW = """
serving,practising,incumbent,sitting
acts as,serves as,currently,current,present,today,nowadays,now,still,to date,to this day,since,ongoing,derzeit*
aktuell*,heute,seit
actuellement,aujourd'hui,depuis,actualmente,actual,hoy,desde,attualmente,oggi,dal,atualmente,hoje,momenteel
huidig*,heden,sinds
obecnie,dzis,nadal
"""
NOW_SIGNS = "現在,目前,至今,今も"
"""What a text says of a thing that goes on, where its source says when it ended."""

PURPOSES = """
in order to,so as to,with the aim of,with a view to,to pursue,for the purpose of,afin de,dans le but de
con el fin de
con el objetivo de,al fine di,allo scopo di,a fim de,com o objetivo de,teneinde,um zu,mit dem ziel,w celu
"""
"""Words before what something was done for, or left for."""
