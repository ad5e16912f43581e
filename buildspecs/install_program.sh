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
