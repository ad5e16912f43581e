# Isolated (-I), here and later: the working directory is the assembly, and a module that lies there must not be imported.
PROGRAM=$(mktemp -d) && export PROGRAM && python3 -I -c 'import base64, bz2, json, os, pathlib
for name, text in json.loads(bz2.decompress(base64.b64decode(os.environ["PACKED"]))).items():
    file = pathlib.Path(os.environ["PROGRAM"], name)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
' || exit 1
unset PACKED
# Away from the assembly, in which a commit could leave a configuration for an installer. Where uv is there, it is quicker.
cd "$PROGRAM"
if command -v uv >/dev/null; then
  uv pip install --quiet --no-config --no-deps --require-hashes --python "$(command -v python3)" --target packages -r requirements.txt
else
  python3 -I -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --target packages -r requirements.txt
fi
installed=$?
cd "$CODEBUILD_SRC_DIR"
[ "$installed" = 0 ]
