"""The package registries that builds see: npm's and Python's, which fetch what they lack as this machine would, and
keep it."""

from localcloud.toolchain.packages.index_listener import IndexListener
from localcloud.toolchain.packages.npm_mirror import NpmMirror
from localcloud.toolchain.packages.package_sources import PackageSources
from localcloud.toolchain.packages.package_store import PackageStore
from localcloud.toolchain.packages.public_index import PUBLIC_HOSTS, PublicIndex
from localcloud.toolchain.packages.python_index import PYTHON_INDEX_PATH, PythonIndex

__all__ = [
    "PUBLIC_HOSTS",
    "PYTHON_INDEX_PATH",
    "IndexListener",
    "NpmMirror",
    "PackageSources",
    "PackageStore",
    "PublicIndex",
    "PythonIndex",
]
