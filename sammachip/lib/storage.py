from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Static files named by what is in them, also where one module of ours imports another."""

    support_js_module_import_aggregation = True
