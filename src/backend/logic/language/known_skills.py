"""Names of skills that a posting's running text is searched for. Data, so that it can be reviewed and added to.

A name that is missing here is not lost: skill lists and phrases such as "experience with ..." are read by their form
(see `posting_skills`), and every word of a posting is a keyword anyway.
"""

from logic.language.skill_names import SYNONYMS, canonical

_SOFTWARE = """
Python; Java; JavaScript; TypeScript; C#; C++; C; Go; Rust; Ruby; PHP; Kotlin; Swift; Scala; R; Perl; Elixir; Haskell;
MATLAB; SQL; PL/SQL; Bash; PowerShell; HTML; CSS; Sass; React; Angular; Vue; Svelte; Next.js; Node.js; Express; Django;
Flask; FastAPI; Spring; Spring Boot; Ruby on Rails; Laravel; .NET; ASP.NET; GraphQL; REST; gRPC; OpenAPI; OAuth;
AWS; Azure; GCP; AWS Lambda; DynamoDB; S3; EC2; ECS; EKS; SQS; SNS; Kinesis; Step Functions; CloudFormation; AWS CDK;
CloudWatch; API Gateway; Terraform; Pulumi; Ansible; Puppet; Docker; Kubernetes; Helm; Istio; Linux; Nginx;
Jenkins; GitHub Actions; GitLab CI; CI/CD; Git; Prometheus; Grafana; Datadog; Splunk; OpenTelemetry; PostgreSQL; MySQL;
MariaDB; SQL Server; Oracle; SQLite; MongoDB; Cassandra; Redis; Elasticsearch; OpenSearch; Snowflake; BigQuery;
Redshift; Databricks; Kafka; RabbitMQ; Spark; Flink; Hadoop; Airflow; dbt; Pandas; NumPy; PyTorch; TensorFlow;
scikit-learn; Machine Learning; Natural Language Processing; Computer Vision; Tableau; Power BI; Looker; Selenium;
Playwright; Cypress; pytest; JUnit; Microservices; Infrastructure as Code; TCP/IP; Android; iOS; Flutter; Unity
"""

_OFFICE_AND_DESIGN = """
Excel; Microsoft Office; Word; PowerPoint; Outlook; Google Workspace; SharePoint; SAP; Salesforce;
HubSpot; Dynamics 365; QuickBooks; Xero; Sage; DATEV; Jira; Confluence; Scrum; Kanban; Agile; PRINCE2; Six Sigma;
Lean; Figma; Sketch;
Photoshop; Illustrator; InDesign; AutoCAD; SolidWorks; Revit; SketchUp; Google Analytics; Google Ads; SEO; Shopify;
WordPress; Mailchimp; Zendesk; CRM; ERP
"""

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

_ORDINARY_WORDS = """
agile c excel express flask go helm lean looker oracle outlook puppet r react rest ruby rust sage sketch spark spring
swift unity word
"""
ORDINARY_WORDS = frozenset(_ORDINARY_WORDS.split())
"""Names that are words of the language as well: in running text they count only as they are written above."""


def _names(block: str) -> list[str]:
    return [" ".join(name.split()) for name in block.split(";") if name.strip()]


COMMON_NOUNS = frozenset(canonical(name) for name in _names(_OTHER_TRADES) if name != name.upper())
"""Names that are written small inside a sentence ("with experience in triage and wound care")."""

KNOWN_SKILLS: tuple[str, ...] = tuple(
    dict.fromkeys((*_names(_SOFTWARE), *_names(_OFFICE_AND_DESIGN), *_names(_OTHER_TRADES)))
)
"""As they are shown. Each is found by its synonyms as well."""

SHOWN_AS = {canonical(group[0]): group[0] for group in SYNONYMS} | {canonical(name): name for name in KNOWN_SKILLS}
"""Canonical name to the name that is shown."""
