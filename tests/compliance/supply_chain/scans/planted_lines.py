"""Lines with a secret in them, and lines that only look like it.

A secret stands here as the name of its shape in braces and is put in by `filled`, so that no file of the repository
holds one.
"""

from __future__ import annotations

import random
import string
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

_SEEDED: Final = random.Random(11)  # noqa: S311 - invents strings, guards nothing
_WORD: Final = string.ascii_letters + string.digits


def _some(alphabet: str, length: int) -> str:
    """Random, the first two a digit and a letter where the alphabet has letters."""
    first = "7k"[:length] if any(map(str.isalpha, set(alphabet) - set("abcdef"))) else "7"
    return first + "".join(_SEEDED.choices(alphabet, k=length - len(first)))


SHAPES: Final[Mapping[str, Callable[[], str]]] = {
    "{random}": lambda: _some(_WORD, 24),
    "{long}": lambda: _some(_WORD + "+/", 43) + "=",
    "{hex}": lambda: _some("0123456789abcdef", 32),
    "{strong}": lambda: "Falter" + "_" + _some(string.digits, 2) + "-Rain!" + "stone",
    "{plain}": lambda: "sorrel" + _some(string.digits, 4) + "brook",
    "{dashed}": lambda: "-".join(("linden", _some(string.digits, 4), "weir")),
    "{phrase}": lambda: " ".join(("narrow", "lamp", "under", "quiet", "water")),
    "{uuid}": lambda: "-".join(_some("0123456789abcdef", length) for length in (8, 4, 4, 4, 12)),
}


def filled(text: str) -> str:
    """The text with a value for each shape that it names."""
    for shape, value in SHAPES.items():
        text = text.replace(shape, value()) if shape in text else text
    return text


@dataclass(frozen=True)
class PlantedLine:
    """A file's text; `line` is where it must be found, from 1."""

    file: str
    text: str
    line: int = 1


PLANTED: Final = (
    # In a call on an assignment.
    PlantedLine("a.py", 'client = Client("{random}")'),
    PlantedLine("a.py", 'session = start(Mode.FAST, credential("{long}"))'),
    PlantedLine("a.py", 'password = SecretStr("{plain}")'),
    PlantedLine("a.py", 'token: str | None = unwrap(b"{dashed}")'),
    PlantedLine("a.py", 'engine = create_engine("postgresql://app:{plain}@db.internal/orders")'),
    PlantedLine("a.py", 'db = psycopg.connect("host=db.internal user=app password={plain} dbname=orders")'),
    PlantedLine("a.py", 'mail = Mailbox.login("shop@firm.test", "{strong}")'),
    PlantedLine("a.ts", 'const peer = await dial({ host, key: fromBase64("{random}") });'),
    PlantedLine("a.ts", "const store = new Vault(url, decode('{hex}'));"),
    PlantedLine("a.go", 'conn := must(amqp.Dial("amqp://worker:{dashed}@mq.internal:5672/"))'),
    PlantedLine("A.java", 'Connection c = DriverManager.getConnection(url, "app", "{strong}");'),
    PlantedLine("A.java", 'keys.load(stream, "{dashed}".toCharArray());'),
    PlantedLine("a.php", '$db = mysqli_connect("db.internal", "shop", "{strong}");'),
    PlantedLine("a.php", 'define("SMTP_PASSWORD", "{plain}");'),
    PlantedLine("a.cs", 'var c = new SqlConnection("Server=db;User Id=sa;Password={plain};");'),
    PlantedLine("a.rb", "signer = Signer.new(:hs256, '{random}')"),
    PlantedLine("A.kt", 'val signer = Keys.hmac("{long}".toByteArray())'),
    # As an argument with a name, a key, a value after its name.
    PlantedLine("a.py", 'app.config.update(SECRET_KEY="{dashed}", DEBUG=False)'),
    PlantedLine("a.py", 'os.environ.setdefault("MAIL_API_TOKEN", "{dashed}")'),
    PlantedLine("a.py", 'box = open_box(passphrase="{phrase}")'),
    PlantedLine("a.py", 'settings["signing_key"] = load("{plain}")'),
    PlantedLine("a.py", 'post(url, headers={"X-Api-Key": "{dashed}"})'),
    PlantedLine("a.py", 'post(url, headers={"Authorization": "Bearer {random}"})'),
    PlantedLine("a.py", 'auth = "Basic " + b64encode("robot:{dashed}")'),
    PlantedLine("a.py", 'user = User(\n    name="ops",\n    password=hashed("{plain}"),\n)', 3),
    PlantedLine("a.json", '{"service": {"clientSecret": "{dashed}"}}'),
    # Without quotes: settings, scripts.
    PlantedLine("a.yaml", "db:\n  password: {plain}", 2),
    PlantedLine("a.yaml", "smtp:\n  pass: |-\n    {strong}", 3),
    PlantedLine("a.yaml", "environment:\n  - MYSQL_PASSWORD={plain}", 2),
    PlantedLine(".env", "export DEPLOY_TOKEN={dashed}"),
    PlantedLine("a.properties", "signing.password={plain}"),
    PlantedLine("a.ini", "[mail]\ncredential = {plain}", 2),
    PlantedLine(".npmrc", "//npm.internal/:_auth" + "Token={uuid}"),
    PlantedLine(".npmrc", "//npm.internal/:_auth" + "Token=79468456-{hex}"),
    PlantedLine("a.env", "SERVICE_TOKEN=7610d9e0-7143-713a-7228-762986" + "709350"),
    PlantedLine("a.tf", 'resource "db" "main" {\n  master_password = "{dashed}"\n}', 2),
    PlantedLine("a.sh", "curl -u robot:{plain} https://api.internal/v1"),
    PlantedLine("a.sh", 'curl -H "X-Auth-Token: {random}" https://api.internal/v1'),
    PlantedLine("a.sh", "wget 'https://files.internal/a?token={random}'"),
    PlantedLine("Dockerfile", "FROM scratch\nENV API_KEY={random}", 2),
    # In words.
    PlantedLine("a.py", "# until the migration: admin / password {strong}"),
    PlantedLine("a.md", "Log in to staging as admin with the password `{strong}`."),
    # What says whose it is.
    PlantedLine("a.py", "hook = notify('https://hooks.internal/webhook/7731/{random}')"),
    PlantedLine("a.py", 'llm = Model("sk-' + 'ant-api03-{random}")'),
    PlantedLine("a.py", "run(['--token', 'glsa" + "_{random}'])"),
    PlantedLine("a.py", 'git = Remote("github' + '_pat_{random}")'),
    PlantedLine("a.txt", "-----BEGIN ENCRYPTED PRIV" + "ATE KEY-----"),
    PlantedLine("a.py", 'jwt = verify("ey' + "JhbGciOiJIUzI1NiJ9.ey" + 'Jzd{random}.{random}")'),
    # Where a resource is named.
    PlantedLine("a.py", 'path="careervp-shared-staging/{random}",'),
)

HONEST: Final = (
    PlantedLine("a.py", 'token_url = urljoin(base, "oauth2/v1/token")'),
    PlantedLine("a.py", 'password = getpass.getpass("Password, 12 characters or more: ")'),
    PlantedLine("a.py", 'secret = client.get_secret_value(SecretId="prod/orders/db-v2")["SecretString"]'),
    PlantedLine("a.py", 'password = os.environ["DB_PASSWORD_V2"]'),
    PlantedLine("a.py", 'auth = Depends(OAuth2PasswordBearer(tokenUrl="token"))'),
    PlantedLine("a.py", 'digest = "sha256:' + "0f1e2d3c" * 8 + '"'),
    PlantedLine("a.py", 'trace("Root=1-5759e988-bd862e3fe1be46a994272793")'),
    PlantedLine("a.py", 'model = Bedrock("claude-sonnet-4-5-20250929")'),
    PlantedLine("a.py", 'machine = "m5d.2xlarge" if big else "t4g.small"'),
    PlantedLine("a.py", 'raise AuthError("token expired at 2026-01-31T12:00:00Z")'),
    PlantedLine("a.py", 'parser.add_argument("--password-file", default="/run/secrets/db_1")'),
    PlantedLine("a.ts", 'new Bucket(this, "AccessLogsBucketV2", { versioned: true });'),
    PlantedLine("a.ts", 'if (type === "AWS::WAFv2::WebACL") return "NIST.800.53.R5";'),
    PlantedLine("A.java", '@RequestMapping("/api/v2/password-reset/{token}")'),
    PlantedLine("a.tf", 'kms_key_id = "arn:aws:kms:eu-west-1:111111111111:key/{uuid}"'),
    PlantedLine("a.sh", 'export API_TOKEN="$(vault read -field=token secret/app)"'),
    PlantedLine("a.yaml", "password: ${DB_PASSWORD1}"),
    PlantedLine("a.yaml", "image: registry.internal/team/app:2026.1.31-rc2"),
    PlantedLine("a.md", "Set `DB_PASSWORD=<your password>` before you start."),
    PlantedLine("a.toml", '{file = "idna-3.7-py3-none-any.whl", hash = "sha256:' + "a1b2c3d4" * 8 + '"}'),
    PlantedLine("a.html", '<script integrity="sha384-{long}"></script>'),
    PlantedLine("a.py", 'id = UUID("{uuid}")'),
    PlantedLine("a.py", 'path="careervp-cv-tailoring-staging/CVTailoringSyntheticSchedule8006FEFB",'),
)
