"""Skills that are known by name: those that a posting's running text is searched for, and those that a text claims by
naming them, in whatever case. Data, so that it can be reviewed and added to.

A name that is missing here is not lost. Of a posting, skill lists and phrases such as "experience with ..." are read by
their form (see `posting_skills`), and every word is a keyword anyway. Of a text, what is written as names are (a
capital, a digit inside) is found, and every skill that the CV or the job names is added for each check.
"""

from collections.abc import Mapping

from logic.language.skill_names import SYNONYMS, canonical

_TOOLS = """
Python; Java; JavaScript; TypeScript; C#; C++; C; Go; Rust; Ruby; PHP; Kotlin; Swift; Scala; R; Perl; Elixir; Haskell;
MATLAB; SQL; Bash; PowerShell; HTML; CSS; React; Angular; Vue; Svelte; Next.js; Node.js; Express; Django; Flask;
FastAPI; Spring; Spring Boot; Ruby on Rails; Laravel; .NET; ASP.NET; GraphQL; REST; gRPC; AWS; Azure; GCP; DynamoDB;
S3; EC2; ECS; EKS; SQS; SNS; Kinesis; Step Functions; CloudFormation; CloudWatch; Terraform; Pulumi; Ansible; Puppet;
Docker; Kubernetes; Helm; Istio; Linux; Nginx; Jenkins; GitHub Actions; CI/CD; Git; Prometheus; Grafana; Datadog;
Splunk; OpenTelemetry; PostgreSQL; MySQL; MariaDB; SQL Server; Oracle; SQLite; MongoDB; Cassandra; Redis;
Elasticsearch; Snowflake; BigQuery; Redshift; Databricks; Kafka; RabbitMQ; Spark; Flink; Hadoop; Airflow; dbt; Pandas;
NumPy; PyTorch; TensorFlow; scikit-learn; Machine Learning; Natural Language Processing; Tableau; Power BI; Looker;
Selenium; Playwright; Cypress; pytest; JUnit; iOS; Flutter; Unity; Excel; PowerPoint; SharePoint; SAP; Salesforce;
HubSpot; QuickBooks; Xero; Jira; Confluence; Figma; Sketch; Photoshop; Illustrator; InDesign; AutoCAD; SolidWorks;
Revit; SketchUp; Google Analytics; Google Ads; Shopify; WordPress; Mailchimp; Zendesk
"""
"""Searched for in postings, and claimed by texts."""

_TOOLS_OF_TEXTS = """
ableton; active directory; adobe xd; after effects; airtable; alpine.js; amazon aurora; amazon bedrock;
amazon redshift; apache beam; apache flink; apache hive; apache pig; apigee; appium; arcgis; argo cd; argocd;
assembly; azure devops; backbone; bazel; beam; bitbucket; blender; bootstrap; bugzilla; burp suite; catia; celery;
ceph; cerner; chef; circleci; clickhouse; clojure; cloudflare; cobol; cockroachdb; cognito; consul; copilot;
couchbase; couchdb; crowdstrike; crystal; cucumber; d3.js; dart; db2; debian; deno; docker compose; docker swarm;
drupal; duckdb; elasticache; elm; ember; epic systems; erlang; eventbridge; f#; fargate; firebase; fivetran; fortran;
ga4; gatling; gdpr; github; gitlab; gke; google sheets; gradle; groovy; hbase; heroku; hibernate; hive; hugging face;
iac; influxdb; jest; jmeter; jquery; julia; jupyter; kali; keras; kibana; klaviyo; ktor; labview; lambda; langchain;
langgraph; lightgbm; lightroom; linkerd; llama; logstash; lua; marketo; matplotlib; maven; maya; memcached; meta ads;
metasploit; micronaut; mixpanel; mlflow; mocha; mulesoft; nagios; neo4j; nessus; nestjs; netsuite; nmap; nomad; nuxt;
objective-c; ocaml; okta; openai; opencv; openshift; packer; pagerduty; phoenix; pinecone; plc; podman; polars;
postman; power automate; premiere pro; presto; pyspark; qlik; quarkus; quickbooks online; rails; react native; redux;
rspec; sage 50; sagemaker; salt; sap hana; sas; scada; scipy; semrush; sentry; servicenow; siem; simulink; snowpark;
solaris; solidity; solr; sonarqube; spss; sqlalchemy; sqlmap; stata; storm; struts; supabase; swiftui; symfony;
tailwind; teradata; terragrunt; testcontainers; three.js; travis ci; trello; trino; ubuntu; unreal engine; vagrant;
vault; vba; verilog; vhdl; visual basic; vmware; web3; webassembly; webpack; windows server; wireshark; xgboost;
zabbix; zig; zookeeper
"""
"""Claimed by texts only."""

_SUBJECTS = """
PL/SQL; Sass; OpenAPI; OAuth; AWS Lambda; AWS CDK; API Gateway; GitLab CI; OpenSearch; Computer Vision; Microservices;
Infrastructure as Code; TCP/IP; Android; Microsoft Office; Word; Outlook; Google Workspace; Dynamics 365; Sage; DATEV;
Scrum; Kanban; Agile; PRINCE2; Six Sigma; Lean; SEO; CRM; ERP
"""
"""Searched for in postings only, like the trades below: no claims, or claims under another name of theirs."""

_OTHER_TRADES = """
Bookkeeping; Payroll; Accounts Payable; Accounts Receivable; Bank Reconciliation; VAT Returns; IFRS; GAAP; Budgeting;
Forecasting; Auditing; Financial Reporting; Procurement; Inventory Management; Stock Control; Supply Chain Management;
Logistics; Forklift; Customer Service; Project Management; Event Planning; Public Relations; Copywriting;
Food Safety; Food Hygiene; HACCP; Menu Planning; Barista; First Aid; CPR; Patient Care; Wound Care; Phlebotomy; Triage;
Medication Administration; Electronic Health Records; Infection Control; Safeguarding; Lesson Planning;
Classroom Management; Curriculum Development; Special Educational Needs; Welding; MIG Welding; TIG Welding; CNC;
PLC Programming; Blueprint Reading; Plumbing; Carpentry; Electrical Installation; Preventive Maintenance; HVAC;
Risk Assessment; Health and Safety; COSHH; Point of Sale; Merchandising; Visual Merchandising; Cash Handling
"""

VENDOR_PRODUCTS: Mapping[str, str] = {
    "amazon": "aurora,bedrock,cloudwatch,cognito,dynamodb,ec2,ecs,eks,kinesis,redshift,s3,sagemaker,sns,sqs",
    "aws": "cdk,cloudformation,cloudwatch,cognito,dynamodb,ec2,ecs,eks,eventbridge,fargate,kinesis,lambda,s3,"
    "sagemaker,sns,sqs,step functions",
    "apache": "airflow,beam,cassandra,flink,hadoop,hbase,hive,kafka,solr,spark,storm,zookeeper",
    "microsoft": "azure,excel,powerpoint,power bi,sharepoint,sql server",
    "hashicorp": "consul,nomad,packer,terraform,vagrant,vault",
    "atlassian": "bitbucket,confluence,jira,trello",
    "adobe": "illustrator,indesign,lightroom,photoshop,premiere pro,after effects",
    "google": "bigquery,gke,looker",
}
"""Vendors that people write, or leave away, before the name of the same product."""

_HOMOGRAPHS = """
c excel express flask go helm looker oracle puppet r react rest sage sketch spark spring swift unity word
"""
HOMOGRAPHS_IN_POSTINGS: frozenset[str] = frozenset({"agile", "lean", "outlook", "ruby", "rust", *_HOMOGRAPHS.split()})
"""Names that are ordinary words in lower case: in a posting's running text they count only as the table writes them."""

_HOMOGRAPHS_OF_TEXTS = """
access assembly aurora backbone beam bootstrap chef consul copilot crystal cucumber cypress d dart elm ember epic glue
groovy hive jest julia kali kinesis less llama make maya mocha node nomad packer phoenix pig play postman presto rails
rust salt sas scala sentry snowflake solaris stata storm struts tableau vault vue windows
"""
HOMOGRAPHS_IN_TEXTS: frozenset[str] = frozenset((*_HOMOGRAPHS.split(), *_HOMOGRAPHS_OF_TEXTS.split()))
"""The same of a text's claims: a capital that no sentence asks for makes them a name, or a place after "written in" and
the like."""

_ORDINARY_SKILLS = """
    accountability adaptability analysis analytics architecture automation cloud coaching collaboration
    communication creativity databases debugging delivery design documentation empathy facilitation
    flexibility hiring initiative innovation leadership management mentoring mentorship monitoring negotiation
    networking organisation organization ownership performance planning presentation prioritization quality
    reliability reporting research sales scalability scheduling security strategy support teaching teamwork
    testing training troubleshooting writing
"""
ORDINARY_SKILLS: frozenset[str] = frozenset(_ORDINARY_SKILLS.split()) | {
    "problem solving",
    "attention to detail",
    "time keeping",
}
"""Skills that a list may name but that are plain English in a sentence; they are no claim by themselves."""


def _names(*blocks: str) -> tuple[str, ...]:
    return tuple(" ".join(name.split()) for block in blocks for name in block.split(";"))


KNOWN_SKILLS: tuple[str, ...] = _names(_TOOLS, _SUBJECTS, _OTHER_TRADES)
"""What a posting is searched for, as it is shown. Each is found by its synonyms as well."""

TOOLS: tuple[str, ...] = _names(_TOOLS, _TOOLS_OF_TEXTS)
"""What a text claims by naming it, whichever case it is written in."""

COMMON_NOUNS = frozenset(canonical(name) for name in _names(_OTHER_TRADES) if name != name.upper())
"""Names that are written small inside a sentence ("with experience in triage and wound care")."""

SHOWN_AS = {canonical(group[0]): group[0] for group in SYNONYMS} | {canonical(name): name for name in KNOWN_SKILLS}
"""Canonical name to the name that is shown."""
