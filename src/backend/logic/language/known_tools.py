"""Tools and skills that a text can claim in lower case, and those of their names that are also plain English.

Data, so that it can be reviewed. What the table misses is still found where it is written as a name (a capital, a digit
inside), and every skill that the CV or the job names is added to it for each check.
"""

from collections.abc import Mapping

_TOOLS = """
    .net, ableton, active directory, adobe xd, after effects, airflow, airtable, alpine.js, amazon aurora,
    amazon bedrock, amazon redshift, angular, ansible, apache beam, apache flink, apache hive, apache pig,
    apigee, appium, arcgis, argo cd, argocd, asp.net, assembly, autocad, aws, azure, azure devops, backbone,
    bash, bazel, beam, bigquery, bitbucket, blender, bootstrap, bugzilla, burp suite, c, c#, c++, cassandra,
    catia, celery, ceph, cerner, chef, ci/cd, circleci, clickhouse, clojure, cloudflare, cloudformation,
    cloudwatch, cobol, cockroachdb, cognito, confluence, consul, copilot, couchbase, couchdb, crowdstrike,
    crystal, css, cucumber, cypress, d3.js, dart, databricks, datadog, db2, dbt, debian, deno, django, docker,
    docker compose, docker swarm, drupal, duckdb, dynamodb, ec2, ecs, eks, elasticache, elasticsearch, elixir,
    elm, ember, epic systems, erlang, eventbridge, excel, express, f#, fargate, fastapi, figma, firebase,
    fivetran, flask, flink, flutter, fortran, ga4, gatling, gcp, gdpr, git, github, github actions, gitlab,
    gke, go, google ads, google analytics, google sheets, gradle, grafana, graphql, groovy, grpc, hadoop,
    haskell, hbase, helm, heroku, hibernate, hive, html, hubspot, hugging face, iac, illustrator, indesign,
    influxdb, ios, istio, java, javascript, jenkins, jest, jira, jmeter, jquery, julia, junit, jupyter, kafka,
    kali, keras, kibana, kinesis, klaviyo, kotlin, ktor, kubernetes, labview, lambda, langchain, langgraph,
    laravel, lightgbm, lightroom, linkerd, linux, llama, logstash, looker, lua, machine learning, mailchimp,
    mariadb, marketo, matlab, matplotlib, maven, maya, memcached, meta ads, metasploit, micronaut, mixpanel,
    mlflow, mocha, mongodb, mulesoft, mysql, nagios, natural language processing, neo4j, nessus, nestjs,
    netsuite, next.js, nginx, nmap, node.js, nomad, numpy, nuxt, objective-c, ocaml, okta, openai, opencv,
    openshift, opentelemetry, oracle, packer, pagerduty, pandas, perl, phoenix, photoshop, php, pinecone,
    playwright, plc, podman, polars, postgresql, postman, power automate, power bi, powerpoint, powershell,
    premiere pro, presto, prometheus, pulumi, puppet, pyspark, pytest, python, pytorch, qlik, quarkus,
    quickbooks, quickbooks online, r, rabbitmq, rails, react, react native, redis, redshift, redux, rest,
    revit, rspec, ruby, ruby on rails, rust, s3, sage 50, sagemaker, salesforce, salt, sap, sap hana, sas,
    scada, scala, scikit-learn, scipy, selenium, semrush, sentry, servicenow, sharepoint, shopify, siem,
    simulink, sketch, sketchup, snowflake, snowpark, sns, solaris, solidity, solidworks, solr, sonarqube,
    spark, splunk, spring, spring boot, spss, sql, sql server, sqlalchemy, sqlite, sqlmap, sqs, stata, step
    functions, storm, struts, supabase, svelte, swift, swiftui, symfony, tableau, tailwind, tensorflow,
    teradata, terraform, terragrunt, testcontainers, three.js, travis ci, trello, trino, typescript, ubuntu,
    unity, unreal engine, vagrant, vault, vba, verilog, vhdl, visual basic, vmware, vue, web3, webassembly,
    webpack, windows server, wireshark, wordpress, xero, xgboost, zabbix, zendesk, zig, zookeeper
"""
TOOLS: tuple[str, ...] = tuple(" ".join(name.split()) for name in _TOOLS.split(","))

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

_ORDINARY_WORDS = """
    access assembly aurora backbone beam bootstrap c chef consul copilot crystal cucumber cypress d dart elm
    ember epic excel express flask glue go groovy helm hive jest julia kali kinesis less llama looker make
    maya mocha node nomad oracle packer phoenix pig play postman presto puppet r rails react rest sage salt
    sas sentry sketch snowflake solaris spark spring storm struts swift unity vault windows word
"""
ORDINARY_WORDS_TOO: frozenset[str] = frozenset(_ORDINARY_WORDS.split())
"""Tools that are ordinary words in lower case: a capital that no sentence asks for makes them a name, or a place after
"written in" and the like."""

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
