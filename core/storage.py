"""How static files are named in production."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Hashed names, also inside the `import` lines of our JavaScript modules."""

    support_js_module_import_aggregation = True
