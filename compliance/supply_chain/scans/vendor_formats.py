"""Token formats that vendors publish, so that a leaked one is found by anybody: what detect-secrets does not know.

Each is a fact of the vendor's own documentation. A prefix says whose it is; what follows is random.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

VENDOR_PREFIXES: Final[Mapping[str, str]] = {
    "1Password": r"ops_eyJ",
    "age": r"AGE-SECRET-KEY-1",
    "Airtable": r"pat[A-Za-z0-9]{14}\.",
    "Anthropic": r"sk-ant-",
    "Atlassian": r"ATATT3|ATCTT3",
    "AWS Bedrock": r"ABSK",
    "Buildkite": r"bk[ua]a?_",
    "CircleCI": r"CCIPAT_",
    "Contentful": r"CFPAT-",
    "Databricks": r"dapi",
    "DigitalOcean": r"do[opr]_v1_",
    "Docker": r"dckr_(?:pat|oat)_",
    "Doppler": r"dp\.(?:pt|st|ct|sa)\.",
    "Dynatrace": r"dt0[a-z]\d\d\.",
    "Figma": r"figd_",
    "Fly.io": r"fm[12][a-z]?_|fo1_",
    "GitHub": r"github_pat_|gh[opsur]_",
    "GitLab": r"gl(?:pat|oas|dt|rt|cbt|ptt|ft|imt|agent|soat)-",
    "Google": r"AIza|GOCSPX-|ya29\.",
    "Grafana": r"gl(?:sa|c)_",
    "Groq": r"gsk_",
    "HashiCorp Vault": r"hv[sbr]\.",
    "Heroku": r"HRKU-",
    "Hugging Face": r"hf_|api_org_",
    "LangSmith": r"lsv2_(?:pt|sk)_",
    "Linear": r"lin_(?:api|oauth)_",
    "Mailgun": r"key-(?=[0-9a-f]{32})",
    "Netlify": r"nfp_",
    "New Relic": r"NRAK-|NRII-|NRJS-",
    "Notion": r"ntn_|secret_(?=[A-Za-z0-9]{43})",
    "npm": r"npm_(?=[A-Za-z0-9]{36})",
    "OpenAI": r"sk-(?:proj|svcacct|admin|or-v1)-",
    "Perplexity": r"pplx-",
    "PlanetScale": r"pscale_(?:pw|tkn|oauth)_",
    "Postman": r"PMAK-",
    "Pulumi": r"pul-",
    "Replicate": r"r8_",
    "RubyGems": r"rubygems_",
    "Sentry": r"sntry[su]_",
    "Shopify": r"shp(?:at|ca|pa|ss)_",
    "Slack": r"xox[abeoprs]-|xapp-",
    "Sonar": r"sq[upa]_",
    "Square": r"EAAA|sq0(?:atp|csp|idp)-",
    "Stripe": r"[spr]k_(?:live|test)_|whsec_",
    "Supabase": r"sb[ps]_|sb_secret_",
    "Tailscale": r"tskey-",
    "Terraform Cloud": r"[A-Za-z0-9]{14}\.atlasv1\.",
    "Typeform": r"tfp_",
    "xAI": r"xai-",
}
"""By vendor, the prefix that its documentation names."""

VENDOR_TOKEN: Final = re.compile(
    rf"(?<![A-Za-z0-9_-])(?P<value>(?:{'|'.join(VENDOR_PREFIXES.values())})[A-Za-z0-9_=.-]{{14,}})(?![A-Za-z0-9])"
)
"""A vendor's prefix with at least 14 characters behind it; whether those are random is for `secret_shapes` to say."""
