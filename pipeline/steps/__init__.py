"""The pipeline's steps: one file for each kind of work, with the build spec that it runs in `buildspecs/`."""
