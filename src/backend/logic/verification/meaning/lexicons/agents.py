"""Those who do something of their own in a CV: people beside its writer, firms, and places where they work.

Words of all languages in one table, as `plain_claims.Phrases` reads them: without accents,
a word before a star begins
any longer one. Whoever stands here and not in a text has done what the text may not tell as its writer's deed.
"""

PEOPLE = """
purchasing,procurement,einkauf,vertrieb,personalabteilung,oddzial*
colleague*,coworker*,teammate*,partner,partners,manager,managers,supervisor*,boss,foreman,director,directors,mentor
mentors,contractor*,subcontractor*,consultant*,agency,agencies,architect,engineer,engineers,surgeon,surgeons,chef
doctor,doctors,editor,professor,lecturer,predecessor*,successor*,owner,founder,landlord,auditor*,vendor*,supplier*
investigator,senior,seniors,team,teams,crew,squad,department*,division,board,committee,council,choir,orchestra,band
squadron,brother,sister,father,mother,uncle,aunt,husband,wife,friend,friends,neighbour*,neighbor*,lawyer,barrister
solicitor*,author,authors,artist,photographer,translator,designer,developer,developers,technician,instructor,captain
kolleg*,chef,chefin,vorgesetzt*,meister,meisterin,abteilung*,team,teams,leiter,leiterin,leitung,*leiter
architekt*,ingenieur*
dienstleister*,lieferant*,partner,partnerin,chor,verein,vorganger*,nachfolger*,vorstand,arzt,arztin,anwalt,anwaltin
kanzlei,mannschaft,gruppe,inhaber*,professor*,agentur*
collegue*,chef,cheffe,chefs,patron,patronne,responsable*,directeur*,directrice*,equipe*,service,associe,associee
architecte*,ingenieur*,prestataire*,fournisseur*,cabinet,agence,predecesseur*,tuteur*,tutrice*,medecin*,avocat*
orchestre,choeur,comite,conseil
companer*,jefe,jefa,jefes,encargad*,responsable*,director*,equipo*,departamento*,socio,socia,arquitect*,ingenier*
proveedor*,agencia*,abogad*,medic*,tutor*,consultor*,despacho,bufete,comite
collega,colleghi,capo,responsabile,responsabili,direttor*,direttrice,squadra,team,reparto,ufficio,socio,architetto
ingegner*,fornitor*,agenzia*,avvocat*,medico,tutor,titolare,studio
coleg*,chefe,chefes,gerente*,diretor*,equipe*,equipa*,departamento*,setor,socio,socia,arquitet*,engenheir*
fornecedor*
agencia*,advogad*,medic*,orientador*,supervisor*
collega,collegas,chef,baas,leidinggevende*,directeur,afdeling*,team,teams,architect,ingenieur,leverancier*,bureau
advocaat,arts,voorganger,maat,vennoot
koleg*,kolezank*,szef*,kierowni*,przelozon*,dyrektor*,zespol*,dzial*,dzialu,wspolnik*,architekt*,inzynier*,dostawc*
kancelari*,lekarz*,mecenas*,poprzedni*
"""
FIRMS = """
employer*,company,companies,firm,firms,hotel,hotels,restaurant,group,chain,hospital,clinic,school,college,university
bank,charity,trust,studio,practice,shop,store,branch,factory,plant,depot,warehouse,startup,start-up,client,clients
customer,organisation,organization,retailer,manufacturer,wholesaler,operator,airline,museum,gallery,theatre
publisher
newspaper,farm,brewery,bakery,garage,haulier,fleet,site,business,operation,programme,program,league,club,festival
arbeitgeber*,firma,unternehmen*,betrieb,betriebs,spedition*,hotel*,klinik*,krankenhaus*,schule,schulen,kunde,bank
konzern*,gruppe,kette,filialist*,hersteller*,werkstatt*,verlag*,museum,*unternehmen,*betrieb,*firma,*konzern
employeur*,entreprise*,societe*,groupe,hotel*,hopital,clinique*,ecole*,banque,chaine,usine,magasin,client,restaurant
association,cabinet,fabricant*
empleador*,empresa*,sociedad,grupo,hotel*,hospital,clinica*,escuela*,colegio,banco,cadena,fabrica,tienda,cliente
restaurante*,constructora,despacho
datore,azienda*,aziende,societa,gruppo,albergo,hotel,ospedale,clinica,scuola,banca,catena,fabbrica,negozio,cliente
ristorante,impresa*,imprese
empregador*,empresa*,sociedade,grupo,hotel*,hospital,clinica*,escola,banco,cadeia,fabrica,loja,cliente,restaurante
werkgever*,bedrijf*,bedrijven,*bedrijf,firma,groep,hotel*,ziekenhuis,kliniek,school,bank,keten,fabriek,winkel,klant
restaurant,onderneming*,transporteur*
pracodawc*,firma,firmy,firmie,spolk*,hotel*,szpital*,klinik*,szkol*,bank*,siec,sieci,fabryk*,sklep*,klient*
restauracj*
przedsiebiorstw*,grup*
"""
OWN = """
own,eigene,eigener,eigenes,eigenen,eigenem,propre,propres,propio,propia,propios,propias,proprio,propria,propri,proprie
proprios,proprias,eigen,wlasny,wlasna,wlasne,wlasnego,wlasnej,egen,eget,egna,egne,vlastni,vlastniho,собственный
собственную,собственного,собственные,власний,власну,oma,oman,sajat,propriu,proprii,kendi
"""
"""Words that call a thing one's own."""

SIGNED = """
先輩 上司 同僚 店長 部長 課長 親方 会社 チーム 担当者 設計者 師匠 社長 主任
同事 经理 主管 老板 师傅 导师 团队 公司 前辈 负责人
"""
"""Of Chinese and Japanese."""

RELATIVES = "who which that whose qui que quien quienes che quem ktory ktora ktore ktorzy"
RELATIVES_OF_A_LANGUAGE = {
    "de": "der die das welche welcher welches",
    "nl": "die dat",
    "sv": "som",
    "da": "som der",
}
"""Words that begin what is told of the one named before; those of some languages are articles in others."""

WITH = """
with of employing having has had employs serving serves runs running operating mit von de avec comptant employant con
di com met van z zatrudniajacej majacej zatrudniajaca med
"""
"""Words between a firm and a number of what it has."""

MAKING = """
wrote,written,build,built,designed,created,developed,made,authored,invented,devised,programmed,drafted,composed
produced
entwarf,entwickelt*,erstellt*,gebaut,geschrieben,verfasst*,konzipiert*,programmiert*
cree,concu,developpe,redige,ecrit,realise
cree,disene,desarrolle,redacte,escribi,elabore,creacion,diseno
creato,progettato,sviluppato,redatto,scritto,realizzato
criei,desenvolvi,projetei,redigi,escrevi,elaborei
ontworpen,ontwikkeld,gemaakt,geschreven,gebouwd,opgesteld
stworzy*,zaprojektowa*,opracowa*,napisa*,zbudowa*
"""
"""Deeds by which a thing comes to be one's work."""
