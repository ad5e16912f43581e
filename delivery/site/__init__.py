"""The documents as a site: what MkDocs does not know of this repository."""
