"""What postings of many trades ask for by name: certificates, tools, methods and subjects. Data, so that it can be
reviewed and added to.

A posting is searched for these besides `known_skills`. Measured on postings that were labelled by hand, such a table
found more of what they ask for, with fewer mistakes, than the phrases of a classification of occupations would: those
are sentences ("manage staff"), and postings do not use them. Names of several languages stand side by side, as a
posting in one language names the tools of another.
"""

_HEALTH = """
Registered Nurse; RN license; NMC registration; NMC PIN; BSN; NCLEX; LPN; CNA; BLS; ACLS; PALS; ATLS; ALS; ILS;
TNCC; CCRN; CEN; Basic Life Support; Immediate Life Support; Advanced Life Support; IV cannulation; IV therapy;
cannulation; venepuncture; venipuncture; NEWS2; medicines management; medication management; medication
reconciliation; EPMA; Epic; Cerner; Meditech; EMIS; SystmOne; wound care; pressure care; patient assessment; care
planning; care plans; patient education; telemetry; ventilator management; ventilated patients; mechanical
ventilation; haemodynamic monitoring; hemodynamic monitoring; inotropes; CRRT; arterial lines; tracheostomy care;
catheterisation; catheter care; palliative care; end-of-life care; dementia care; discharge planning; manual
handling; moving and handling; mentoring; preceptorship; PharmD; pharmacist license; pharmacy license; GPhC
registration; immunization certification; vaccinations; immunizations; medication therapy management; controlled
substances; controlled drugs; PioneerRx; drug utilization review; compounding; sterile compounding; aseptic
preparation; dispensing; clinical checks; prescription verification; drug interactions; independent prescribing;
independent prescriber; anticoagulation; antimicrobial stewardship; pharmacokinetics; USP 797; USP 800; Pyxis;
Omnicell; QS/1; Rx30; MUR; New Medicine Service; over-the-counter advice; inventory control; formulary; HIPAA;
physiotherapy; occupational therapy; midwifery; radiography; dental nursing; X-ray; ultrasound; MRI; sterilisation;
phlebotomy; ECG; SBAR
"""
_TRADES = """
TIG; MIG; GTAW; GMAW; SMAW; FCAW; stick welding; MMA welding; flux-cored; orbital welding; ASME Section IX; ASME IX;
AWS D1.1; AWS certification; EN ISO 9606; ISO 9606-1; 6G; 5G; 3G; 4G; isometric drawings; weld symbols; welding
symbols; pipe fitting; pipe welding; angle grinder; grinding; plasma cutting; oxy-fuel cutting; plasma cutter;
blueprint reading; fabrication; sheet metal; stainless steel; carbon steel; aluminium; aluminum; OSHA 10; OSHA 30;
forklift; overhead crane; crane operation; rigging; NDT; visual inspection; dye penetrant; ultrasonic testing; hot
work permits; confined space; PPE; 18th Edition; BS 7671; 17th Edition; inspection and testing; City & Guilds 2391;
2391; 2394; 2395; 2382; AM2; ECS gold card; ECS card; JIB; CSCS; CSCS card; NVQ Level 3; NVQ Level 2; three-phase;
single-phase; fault finding; fault diagnosis; EV charge points; EV charging; IPAF; PASMA; SSSTS; SMSTS; emergency
lighting; fire alarms; BMS; KNX; PLC; VFD; motor control; conduit bending; cable containment; switchgear;
distribution boards; planned maintenance; preventive maintenance; reactive maintenance; NICEIC; PAT testing; solar
PV; solar panels; journeyman license; journeyman electrician; National Electrical Code; NEC code; UK driving
licence; driving licence; driver's license; gas safe; F-gas; soldering; hydraulics; pneumatics; CNC programming; CNC
machining; Heidenhain; Fanuc; Siemens TIA Portal; GD&T; lathe; milling; calipers; micrometer; CDL Class A; CDL Class
B; Class A CDL; CDL; tanker endorsement; hazmat endorsement; hazmat; doubles/triples; TWIC; TWIC card; clean MVR;
clean driving record; DOT medical card; DOT physical; ELD; electronic logs; e-logs; pre-trip inspections; pre-trip
inspection; load securement; hours of service; HOS; reefer; refrigerated trailers; flatbed; tarping; dry van;
backing; route planning; LKW; Class 1; Class 2; HGV; HGV Class 1; HGV licence; C+E; Category C+E; category C; Driver
CPC; CPC; digital tachograph; tachograph; tacho card; ADR; ADR certificate; HIAB; tail lift; pallet truck; pallet
jack; telematics; vehicle checks; multi-drop; customer deliveries; SAP EWM; reach truck; warehouse management;
picking; packing; rota planning; scaffolding; bricklaying; roofing; painting; joinery; tiling; plastering; total
station; setting out; surveying
"""
_OFFICE = """
ACCA; CIMA; CPA; ACA; AAT; CMA; month-end close; month end close; year-end accounts; year-end close; general ledger;
balance sheet; balance sheet reconciliations; account reconciliation; reconciliations; journal entries; accruals;
prepayments; fixed assets; fixed asset register; cash flow forecasting; cash flow; management accounts; statutory
accounts; consolidation; intercompany; corporate tax; corporation tax; sales tax; VAT; VAT returns; US GAAP; UK
GAAP; IFRS; FRS 102; SOX; internal controls; audit; variance analysis; financial modelling; financial modeling;
NetSuite; Oracle NetSuite; Sage 50; Sage 200; Sage Intacct; SAP FI; SAP FICO; QuickBooks; QuickBooks Online; Xero;
Dynamics 365; pivot tables; VLOOKUP; Excel; Power Query; credit control; purchase ledger; sales ledger; accounts
payable; accounts receivable; payroll; budgeting; forecasting; cost accounting; treasury; 1099; expense reports;
PMP; PRINCE2; PRINCE2 Practitioner; MSP; APM; CAPM; PMI-ACP; Certified ScrumMaster; CSM; Scrum Master; MS Project;
Microsoft Project; Primavera P6; Primavera; Smartsheet; Asana; risk registers; risk register; risk management; NEC4
contracts; NEC4; NEC3; JCT; FIDIC; stakeholder management; stakeholder engagement; budget control; budget
management; budget tracking; change control; change management; earned value; earned value management; critical
path; Gantt charts; scheduling; procurement; contract management; contract administration; vendor management;
supplier management; supplier negotiation; Chartered status; chartered engineer; business case; business cases;
benefits realisation; RAID log; RAID logs; status reporting; steering committee; resource planning; milestone
planning; waterfall; agile; scrum; kanban; Six Sigma; Lean; Six Sigma Green Belt; quality assurance; ISO 9001; ISO
14001; CDM regulations; CDM; water treatment; wastewater; feasibility studies; go-live; cutover; ERP implementation;
data migration; requirements gathering; user acceptance testing; UAT; workshop facilitation; minute taking; diary
management; GDPR; data protection; touch typing; recruitment; onboarding; employment law; negotiation; cold calling;
B2B sales; account management; lead generation; CRM; HubSpot; Salesforce; SEO; SEM; PPC; email marketing; social
media; content marketing; market research; call centre
"""
_SOFTWARE = """
gRPC; protobuf; REST APIs; API design; microservices; event-driven architecture; event sourcing; distributed
systems; system design; concurrency; message queues; Kafka; RabbitMQ; NATS; Redis; Memcached; PostgreSQL; MySQL;
query tuning; query optimisation; database design; data modelling; data modeling; schema design; Kubernetes; Docker;
Helm; Terraform; observability; Prometheus; Grafana; OpenTelemetry; Datadog; CI/CD; code review; code reviews; pair
programming; on-call; on-call rota; incident response; unit testing; integration testing; test automation; TDD; load
testing; performance tuning; caching; OAuth; OAuth2; OIDC; PCI DSS; domain-driven design; DDD; Go; Rust; Java;
Kotlin; Python; Scala; Elixir; Node.js; TypeScript; GraphQL; AWS; GCP; Azure; Lambda; Linux; Git; GitHub Actions;
GitLab CI; ArgoCD; feature flags; SQL; dbt; Airflow; Snowflake; BigQuery; Redshift; Databricks; Spark; Hive; Hadoop;
ETL; ELT; data warehouse; data warehousing; data pipelines; data quality; data governance; Tableau; Power BI;
Looker; Metabase; Superset; dashboards; A/B testing; A/B tests; experiment design; hypothesis testing; statistics;
regression; regression analysis; cohort analysis; funnel analysis; segmentation; customer segmentation; churn
analysis; forecasting models; time series; machine learning; data visualisation; data visualization; R; pandas;
NumPy; scikit-learn; Jupyter; Excel; Google Analytics; GA4; Amplitude; Mixpanel; BGP; MPLS; Ansible; accessibility;
WCAG
"""
_DESIGN = """
typography; print production; prepress; packaging; packaging design; brand guidelines; branding; brand identity;
logo design; layout; layout design; colour theory; colour management; color management; illustration; retouching;
photo retouching; image retouching; motion graphics; animation; storyboarding; After Effects; Premiere Pro;
Premiere; InDesign; Illustrator; Photoshop; Lightroom; Adobe Creative Suite; Adobe Creative Cloud; Creative Cloud;
Figma; Sketch; Adobe XD; Canva; Cinema 4D; Blender; portfolio; art direction; editorial design; infographics;
wireframes; wireframing; prototyping; user research; UX; UI design; design systems; HTML; CSS; WordPress; Webflow;
HTML email; proofreading; copywriting; photography; Pantone; CMYK; dielines; wayfinding; signage; video editing
"""
_SCHOOL = """
QTS; PGCE; NQT; ECT; teaching license; teaching licence; teaching certificate; state teaching license; lesson
planning; classroom management; behaviour management; behavior management; differentiation; differentiated
instruction; formative assessment; assessment for learning; curriculum design; curriculum development; GCSE; A
level; A-level; Key Stage 3; Key Stage 4; KS3; KS4; phonics; SEND; SEN; IEP; IEPs; special educational needs;
safeguarding; pastoral care; form tutor; parent communication; Google Classroom; Canvas; interactive whiteboard;
GeoGebra; Desmos; Enhanced DBS; TEFL; TESOL; CELTA; EAL; STEM; robotics; exam preparation; common core
"""
_KITCHEN = """
HACCP; food safety; food hygiene; Level 3 Food Hygiene; Food Hygiene Level 2; Food Hygiene Level 3; ServSafe;
allergen management; allergens; menu planning; menu design; menu development; menu costing; recipe costing; food
costing; food cost control; cost control; stock control; stock rotation; portion control; butchery; baking; bread
making; sauces; grill; sous vide; fine dining; à la carte; banqueting; catering; mise en place; knife skills;
plating; kitchen management; brigade management; team leadership; rota management; staff scheduling; GP margins;
gross profit; supplier relations; City & Guilds; NVQ; plant-based cooking; vegan cooking; wine pairing; barista;
bartending; cash handling; EPOS; POS
"""
_SOFT = """
Russian; Turkish; Hindi; Ukrainian; Danish; Swedish; Norwegian; team leadership; people management; line management;
staff training; train the trainer; customer service; report
writing; project management; first aid; First Aid at Work; Working with Children Check; risk assessment;
risk assessments; method statements;
RAMS; health and
safety; English; German; French; Spanish; Italian; Portuguese; Dutch; Polish;
Mandarin; Cantonese; Japanese; Korean; Arabic; Welsh; sign language
"""
_GERMAN = """
Bilanzbuchhalter; Bilanzbuchhalter (IHK); Steuerfachangestellter; Steuerfachangestellte; HGB; DATEV;
Umsatzsteuervoranmeldung; Umsatzsteuervoranmeldungen; Monatsabschlüsse; Jahresabschlüsse; Monats- und
Jahresabschlüsse; Monatsabschluss; Jahresabschluss; Anlagenbuchhaltung; Kontenabstimmung; Debitorenbuchhaltung;
Kreditorenbuchhaltung; Debitoren; Kreditoren; Finanzbuchhaltung; Lohnbuchhaltung; Lohnabrechnung; Entgeltabrechnung;
Kostenrechnung; Controlling; Zahlungsverkehr; Mahnwesen; Steuererklärungen; Konsolidierung; Reisekostenabrechnung;
SAP; MS Excel; MS Office; Lexware; Englisch; Französisch; Deutsch; Spanisch; Italienisch; Polnisch; Russisch;
Niederländisch; Türkisch;
Führerschein; Führerschein Klasse B; Führerschein Klasse CE; Fahrerkarte; Staplerschein; Ladungssicherung;
Schweißerprüfung; Schweißen; WIG; MAG; WIG-Schweißen; MAG-Schweißen; Elektroinstallation; Elektroniker;
Mechatroniker; Schaltschrankbau; Schaltpläne; DGUV V3; VDE; VDE-Prüfung; SPS; Fehlersuche; Wartung; Instandhaltung;
Inbetriebnahme; Pflegefachkraft; Pflegefachfrau; Pflegefachmann; examinierte Pflegefachkraft; Gesundheits- und
Krankenpfleger; Grundpflege; Behandlungspflege; Wundversorgung; Wundmanagement; Medikamentengabe;
Pflegedokumentation; Pflegeplanung; Praxisanleitung; Praxisanleiter; Intensivpflege; Beatmung; Hygiene; Koch;
Küchenleitung; Speisenplanung; Warenwirtschaft; Kalkulation; Projektmanagement; Projektleitung; Bauleitung; VOB;
HOAI; Lehramt; Unterrichtsplanung; Mathematik; Physik; Chemie; Datenanalyse; Datenmodellierung;
Kundenbetreuung; Vertrieb; Einkauf; Qualitätsmanagement; Typografie; Druckvorstufe; Reinzeichnung;
Verpackungsdesign; Bildbearbeitung
"""
_FRENCH = """
CAPES; agrégation; master MEEF; mathématiques; physique; chimie; français; GeoGebra; Pronote; gestion de classe;
éducation inclusive; pédagogie différenciée; évaluation par compétences; différenciation; préparation au
baccalauréat; anglais; allemand; espagnol; italien; arabe; portugais; néerlandais; permis B; permis C; permis CE;
FIMO; FCO; chronotachygraphe; CACES;
habilitation électrique; soudure; soudage TIG; lecture de plans; comptabilité; comptabilité générale; comptabilité
fournisseurs; comptabilité clients; déclarations fiscales; TVA; clôture mensuelle; bilan; paie; Sage; Cegid; DCG;
DSCG; HACCP; cuisine; cuisine traditionnelle; pâtisserie; gestion des stocks; gestion des commandes; CAP cuisine;
infirmier; infirmière; diplôme d'État; diplôme d'État d'infirmier; soins infirmiers; pansements; prélèvements;
gestion de projet; conduite de projet; gestion de chantier; gestion d'équipe; management d'équipe; relation client;
Excel; pack Office; maîtrise d'œuvre; typographie; mise en page; identité visuelle; analyse
de données; tableaux de bord; statistiques
"""
_SPANISH = """
cocina mediterránea; cocina; arroces; control de costes; escandallos; APPCC; carné de manipulador de alimentos;
manipulador de alimentos; gestión de equipos; cocina al vacío; repostería; pastelería; panadería;
gestión de pedidos; gestión de stock; control de stock; diseño de menús; alérgenos; Grado Superior en Dirección de
Cocina; Grado Superior; inglés; francés; alemán; catalán; italiano; portugués; árabe; euskera; carné de conducir;
carné de conducir B; carné C; carné
C+E; permiso C+E; CAP; tacógrafo; tacógrafo digital; ADR; carretillero; carretilla elevadora; soldadura; soldadura
TIG; soldadura MIG; lectura de planos; instalaciones eléctricas; electricidad; mantenimiento preventivo;
contabilidad; contabilidad general; facturación; nóminas; impuestos; cierre mensual; conciliación bancaria; Excel;
SAP; ContaPlus; A3; enfermería; Grado en Enfermería; triaje; UCI; administración de medicamentos; farmacia;
dispensación; formulación magistral; gestión de proyectos; atención al cliente; programación didáctica; matemáticas;
gestión del aula; análisis de datos; estadística; cuadros de mando; tipografía; maquetación; diseño gráfico;
identidad corporativa
"""
_PORTUGUESE_ITALIAN = """
inglês; espanhol; francês; alemão; contabilidade; gestão de projetos; atendimento ao cliente; cozinha;
carta de condução; carteira de
motorista; enfermagem; análise de dados; inglese; contabilità; patente B; patente CE; tedesco; spagnolo; francese;
saldatura; cucina; gestione
del personale; gestione progetti; bilancio; infermiere; analisi dei dati
"""
_DUTCH = """
Nederlands; Engels; rijbewijs B; rijbewijs C; rijbewijs CE; heftruckcertificaat; VCA;
orderpicken; voorraadbeheer; leidinggeven; boekhouden; verpleegkunde; BIG-registratie
"""
_NORDIC = """
svenska; engelska; tyska; norsk; dansk; engelsk; tysk; körkort; B-körkort; truckkort; kørekort; kørekort B; førerkort;
førerkort klasse B; truckcertifikat; truckførerbevis
"""
_CHINESE_JAPANESE = """
A/B测试; 统计学; 数据仓库; 用户画像; 沟通能力; 英语; 数据分析; 数据挖掘; 数据建模; 数据可视化; 机器学习;
深度学习; 假设检验; 指标体系; 用户分层; 项目管理; 团队管理; 团队协作; 财务分析; 财务报表; 会计; 注册会计师;
税务申报; 成本核算; 预算管理; 护理; 护士执业证; 护士资格证; 静脉输液; 急救; 重症监护; 教师资格证; 课堂管理;
教学设计; 课程设计; 焊接; 氩弧焊; 焊工证; 电工证; 电气维修; 设备维护; 驾驶证; 烹饪; 成本控制; 食品安全;
平面设计; 排版; 品牌设计; 包装设计; 药师; 执业药师; 处方审核; 需求分析; 系统设计; 微服务; 分布式系统;
性能优化; 单元测试; 书面表达; 逻辑思维; 日语; 商务谈判; 客户服务; 市场营销; 新媒体运营; 普通话; データ分析;
統計; 機械学習; プロジェクト管理; 英語; 日本語; 日商簿記; 簿記; 経理; 決算; 看護師; 看護師免許; 教員免許;
溶接; 電気工事士; 第二種電気工事士; 大型免許; 普通自動車免許; 調理師免許; 衛生管理; コミュニケーション能力;
チームワーク; 要件定義; 設計; 単体テスト; 薬剤師; 調剤; 服薬指導
"""

_BLOCKS = (
    _HEALTH, _TRADES, _OFFICE, _SOFTWARE, _DESIGN, _SCHOOL, _KITCHEN, _SOFT,
    _GERMAN, _FRENCH, _SPANISH, _PORTUGUESE_ITALIAN, _DUTCH, _NORDIC, _CHINESE_JAPANESE,
)  # fmt: skip

TRADE_SKILLS: tuple[str, ...] = tuple(
    dict.fromkeys(" ".join(name.split()) for block in _BLOCKS for name in block.split(";") if name.strip())
)
"""As they are shown."""

_ACRONYMS_THAT_ASK_FOR_NOTHING = """
AG AM BA BS BSC CDD CDI CET CEO CFO COO CTO CV DBS DE DSGVO EEO EOE AA CT MS SEK EU EUR FAQ FTE GB GBP GMBH HR ID II
III IT IV KG LLC LTD MA MSC NHS NY OK PA PDF PLC PM PTO RSVP SA SL TBC TBD UK UN US USA USD MUST HAVE NICE TO AND OR
NOT DUI EOE VP BCBS CTO RH PLR VI VII VIII OTE ASAP NB PS PO RGPD RTT SARL SAS CP
"""
ACRONYMS_OF_EMPLOYERS: frozenset[str] = frozenset(_ACRONYMS_THAT_ASK_FOR_NOTHING.split())
"""Words in capitals that are no skill: forms of company, places, parts of an advertisement."""
