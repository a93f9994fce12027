"""How static files are named in production, and which are one there."""

from collections.abc import Iterator
from typing import Any

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

from core import joining


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Hashed names, also inside the `import` lines of our JavaScript modules, which are joined to one file a page."""

    support_js_module_import_aggregation = True

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """Joins first, so that the names are those of what is served."""
        if not dry_run:
            paths = paths | {name: (self, name) for name in self.join(paths)}
        yield from super().post_process(paths, dry_run=dry_run, **options)

    def join(self, paths: dict[str, Any]) -> Iterator[str]:
        """Writes each joined file in the place of the copy of its source; yields its name."""

        def read(name: str) -> str:
            storage, path = paths[name]
            with storage.open(path) as file:
                return str(file.read().decode())

        for name in paths:
            kind = name.rpartition(".")[2]
            if kind in ("js", "css") and joining.is_joined(read(name)):
                text = joining.join_module(name, read) if kind == "js" else joining.join_style(name, read)
                self.delete(name)
                self.save(name, ContentFile(text.encode()))
                yield name


def served_with(name: str) -> list[str]:
    """The files a browser loads for this one: in production itself, in development what it imports as well."""
    if isinstance(staticfiles_storage, StaticStorage) or not name.endswith((".js", ".css")):
        return [name]
    return joining.parts(name, source)


def source(name: str) -> str:
    """The text of a static file as it stands in its app."""
    with open(str(finders.find(name)), encoding="utf-8") as file:
        return file.read()
