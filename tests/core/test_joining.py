"""What `collectstatic` joins: modules and style sheets with what they import."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage

from core import joining, pwa
from core.storage import StaticStorage, served_with

SWAP = "const hidden = 1;\nexport function send() {}\nexport const many = [hidden];\n"


def reader(**files: str) -> Callable[[str], str]:
    """Reads `b/swap.js` from the argument `b_swap`."""
    return lambda name: files[name.rpartition(".")[0].replace("/", "_")]


def test_a_part_stands_before_what_imports_it_in_a_function_of_its_own() -> None:
    read = reader(a_page='import { send as post } from "../b/swap.js";\nconst hidden = post();\n', b_swap=SWAP)
    assert joining.join_module("a/page.js", read) == (
        "// b/swap.js\n"
        "const part0 = (() => {\n"
        "const hidden = 1;\nfunction send() {}\nconst many = [hidden];\n"
        "return { send, many };\n})();\n"
        "// a/page.js\n"
        "const { send: post } = part0;\nconst hidden = post();\n"
    )


def test_a_part_that_two_import_is_there_once() -> None:
    read = reader(
        a_page='import "./left.js";\nimport { many } from "./right.js";\n',
        a_left='import { send } from "./swap.js";\nsend();\n',
        a_right='import { many as all } from "./swap.js";\nexport const many = all;\n',
        a_swap=SWAP,
    )
    assert joining.parts("a/page.js", read) == ["a/swap.js", "a/left.js", "a/right.js", "a/page.js"]
    joined = joining.join_module("a/page.js", read)
    assert re.findall(r"^// (\S+)$", joined, re.MULTILINE) == joining.parts("a/page.js", read)
    assert "import" not in joined


def test_what_a_module_hands_on_and_what_it_asks_for_later_stay() -> None:
    read = reader(
        a_page='export { send as post } from "./swap.js";\nexport const own = import("./late.js");\n', a_swap=SWAP
    )
    joined = joining.join_module("a/page.js", read)
    assert joined.endswith('const { send: post } = part0;\nexport { post };\nexport const own = import("./late.js");\n')


def test_what_is_shared_is_never_joined_into_another() -> None:
    text = 'import { send } from "./app.js";\nimport "./part.js";\nsend();\n'
    joined = joining.join_module("core/js/page.js", reader(core_js_page=text, core_js_part="part();\n"))
    assert joined.endswith('// core/js/page.js\nimport { send } from "./app.js";\nsend();\n')


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ('import { page } from "./page.js";\n', "a/page.js imports itself by way of a/part.js"),
        ("export default 1;\n", "a/part.js: export default"),
        ("export let changing = 1;\n", "a/part.js: export let"),
        ('import * as all from "./swap.js";\n', "a/part.js: import"),
        ('const later = () => import("./late.js");\n', "a/part.js: import"),
    ],
)
def test_a_module_that_cannot_be_joined_is_refused(part: str, said: str) -> None:
    read = reader(a_page='import "./part.js";\nexport const page = 1;\n', a_part=part, a_swap=SWAP)
    with pytest.raises(joining.CannotJoin, match=re.escape(said)):
        joining.join_module("a/page.js", read)


def test_a_style_sheet_holds_what_it_imports_in_its_order() -> None:
    read = reader(a_app='/* All. */\n@import "base.css";\n@import "../b/more.css";\n', a_base="p {}\n", b_more="a {}\n")
    assert joining.join_style("a/app.css", read) == "/* All. */\np {}\na {}\n"
    assert joining.parts("a/app.css", read) == ["a/base.css", "b/more.css", "a/app.css"]


def test_each_joined_file_is_written_in_the_place_of_its_source_and_again(tmp_path: Path) -> None:
    sources = {"a/page.js": 'import "./part.js";\n', "a/part.js": "part();\n", "a/lone.js": "lone();\n"}
    for name, text in sources.items():
        (tmp_path / "from" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "from" / name).write_text(text)
    paths = {name: (FileSystemStorage(tmp_path / "from"), name) for name in sources}
    target = StaticStorage(location=str(tmp_path / "to"))
    for _time in range(2):
        for name in sources:
            target.delete(name)
            target.save(name, ContentFile(sources[name].encode()))
        done = {name: new for name, new, _ in target.post_process(dict(paths)) if not new.endswith(".gz")}
        assert (tmp_path / "to" / done["a/page.js"]).read_text() == joining.join_module(
            "a/page.js", sources.__getitem__
        )
        assert (tmp_path / "to" / done["a/lone.js"]).read_text() == "lone();\n"


def test_the_worker_keeps_in_development_what_is_one_file_in_production(monkeypatch: pytest.MonkeyPatch) -> None:
    assert served_with("core/icons.svg") == ["core/icons.svg"]
    apart = served_with("core/js/app.js")
    assert (apart[-1], "core/js/swap.js" in apart) == ("core/js/app.js", True)
    monkeypatch.setattr("core.storage.staticfiles_storage", StaticStorage())
    assert [served_with(name) for name in pwa.SHELL] == [[name] for name in pwa.SHELL]
    assert [name for name in pwa.SHELL if not finders.find(name)] == []


def test_a_part_takes_what_is_shared_from_one_import_above_all_parts() -> None:
    files = {
        "a_page": 'import { one } from "./part.js";\none();\n',
        "a_part": 'import { say as tell } from "../core/js/app.js";\nexport const one = () => tell();\n',
    }
    joined = joining.join_module("a/page.js", reader(**files))
    assert joined == (
        'import * as shared0 from "../core/js/app.js";\n'
        "// a/part.js\nconst part0 = (() => {\nconst { say: tell } = shared0;\nconst one = () => tell();\n"
        "return { one };\n})();\n// a/page.js\nconst { one } = part0;\none();\n"
    )
