"""A function in Node finds the SDK that its runtime brings on AWS: what the CDK's custom resources are written with.

MiniStack's Node processes have the function's package, and stand-ins for some clients that are required: none for S3
or EC2, none for what is imported. Here each package of the SDK is fetched once, when a function asks for it, from the
registry that builds install from, into the toolchain; that is while the process begins, so that it takes nothing of the
function's time. A package that the function brings itself comes first, as on AWS; the stand-ins come last.
Which runtime has which SDK: docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html

Node is always the one that the local cloud brings: the machine's own may be too old for what this needs.
"""

from __future__ import annotations

import json
from typing import Final

from ministack.core import lambda_runtime

from localcloud.aws.runtime import active
from localcloud.ministack.touched import Touched
from localcloud.toolchain.build_image import node_wheel
from localcloud.toolchain.npm_registry import NPM_REGISTRY_PATH

TOUCHES = (
    Touched("core.lambda_runtime", "_detect_runtime_binary", "runtime"),
    Touched("core.lambda_runtime", "_NODEJS_WORKER_SCRIPT"),
)
FOLDER: Final = "node-sdk"
"""In the toolchain; below it a folder a package, with everything that it needs."""

# Node resolves names through this hook, for `require` and `import` alike
# (nodejs.org/api/module.html#synchronous-hooks-accepted-by-moduleregisterhooks).
_PRELUDE: Final = r"""
{
  const { folder, npm, registry, runtime } = __SETTINGS__;
  process.env.AWS_EXECUTION_ENV = "AWS_Lambda_" + runtime;
  const fs = require("fs"), path = require("path"), { pathToFileURL } = require("url");
  const { createRequire, registerHooks } = require("module"), { execFileSync } = require("child_process");
  const hasOldSdk = Number(/\d+/.exec(runtime)) <= 16;
  const ofSdk = hasOldSdk ? /^(aws-sdk)(?:\/|$)/ : /^((?:@aws-sdk|@smithy|@aws-crypto)\/[^/]+)/;
  const variables = { npm_config_registry: registry, npm_config_userconfig: "/dev/null", NO_PROXY: "127.0.0.1" };
  for (const name of ["PATH", "HOME", "TMPDIR"]) variables[name] = process.env[name];

  const fetched = (name) => {
    const place = path.join(folder, name.replace("/", "+"));
    if (fs.existsSync(place)) return place;
    fs.mkdirSync(folder, { recursive: true });
    const beside = fs.mkdtempSync(path.join(folder, ".new-"));
    const wanted = name + (name.startsWith("@aws-sdk/") ? "@3" : name === "aws-sdk" ? "@2" : "");
    const quiet = ["--no-audit", "--no-fund", "--ignore-scripts", "--no-update-notifier", "--loglevel=error"];
    try {
      execFileSync(process.execPath, [npm, "install", "--prefix", beside, ...quiet, wanted], {
        cwd: beside, stdio: ["ignore", "pipe", "pipe"], timeout: 240000,
        env: variables,
      });
      fs.renameSync(beside, place);
    } catch (error) {
      if (!fs.existsSync(place)) {  // else another process was first
        const said = String(error.stderr || error.message).trim().split("\n").slice(0, 3).join(" ");
        throw new Error(`AWS's ${runtime} has ${name}; here npm fetches it once, and could not: ${said}`);
      }
    } finally {
      fs.rmSync(beside, { recursive: true, force: true });
    }
    return place;
  };

  registerHooks({
    resolve(specifier, context, next) {
      try {
        return next(specifier, context);
      } catch (error) {
        const name = (ofSdk.exec(specifier) || [])[1];
        if (!name || !/MODULE_NOT_FOUND$/.test(error.code)) throw error;
        const parent = pathToFileURL(path.join(fetched(name), "index.js"));
        if (context.conditions.includes("import")) return next(specifier, { ...context, parentURL: parent.href });
        return next(createRequire(parent).resolve(specifier), context);  // of a require the parent is fixed
      }
    },
  });
}
"""


def apply() -> None:
    """Start Node functions on the local cloud's Node, with the hook in front of MiniStack's script."""
    detect = lambda_runtime._detect_runtime_binary

    def detect_runtime_binary(runtime: str) -> tuple[str, str]:
        binary, script = detect(runtime)
        if not runtime.startswith("nodejs"):
            return binary, script
        wheel = node_wheel()
        settings = {
            "folder": str(active().toolchain_dir / FOLDER),
            "npm": str(wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"),
            "registry": f"{active().endpoint_url}{NPM_REGISTRY_PATH}",
            "runtime": runtime,
        }
        return str(wheel / "bin" / "node"), _PRELUDE.replace("__SETTINGS__", json.dumps(settings)) + script

    lambda_runtime._detect_runtime_binary = detect_runtime_binary
