"""Modules, styles and letters in one file."""

import pytest

from arguments.bundling import BundlingError, bundle_scripts, bundle_styles, font_face
from arguments.standalone import SCRIPTS, STYLES, _read


def reader(**files):
    return lambda path: files[path.replace("/", "_").replace(".", "_")]


def test_modules_come_after_what_they_import_each_once():
    read = reader(
        a_js='import { two, Three as Tri } from "./lib/b.js";\nimport { four } from "./lib/c.js";\nnew Tri(two, four);\n',
        lib_b_js='import { four } from "./c.js";\nexport const two = 2 + four;\nexport class Three {}\n',
        lib_c_js="export const four = 4;\n",
    )

    script = bundle_scripts(("a.js",), read)

    assert script == (
        "const module0 = (() => {\nexport_four\n})();\n".replace("export_four", "const four = 4;\nreturn { four };")
        + "const module1 = (() => {\nconst { four } = module0;\nconst two = 2 + four;\nclass Three {}\n"
        "return { two, Three };\n})();\n"
        "const module2 = (() => {\nconst { two, Three: Tri } = module1;\nconst { four } = module0;\nnew Tri(two, four);\n"
        "return {  };\n})();\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        'import thing from "./b.js";\n',
        'import * as all from "./b.js";\n',
        'import "./b.js";\n',
        "export default class {}\n",
        "export { x };\n",
        'export * from "./b.js";\n',
    ],
)
def test_a_form_that_is_not_understood_is_an_error_and_no_hole(text):
    with pytest.raises(BundlingError, match="has a form that is not understood"):
        bundle_scripts(("a.js",), reader(a_js=text, b_js=""))


def test_modules_that_import_each_other_are_an_error():
    read = reader(a_js='import { b } from "./b.js";\n', b_js='import { a } from "./a.js";\n')

    with pytest.raises(BundlingError, match="imports itself"):
        bundle_scripts(("a.js",), read)


def test_comments_of_whole_lines_are_left_out_and_nothing_ends_the_script_early():
    script = bundle_scripts(("a.js",), reader(a_js='// no\n/** no\n * no */\nconst url = "</script><!--"; // yes\n'))

    assert "no" not in script.replace("const", "")
    assert '"<\\/script><\\!--"; // yes' in script


def test_styles_hold_their_pictures_and_no_typeface():
    read = reader(css_a_css='@font-face { src: url("x.ttf"); }\na { background: url("../b.svg"); }', b_svg="<svg/>")

    assert bundle_styles(("css/a.css",), read) == 'a { background: url("data:image/svg+xml,%3Csvg/%3E"); }'


@pytest.mark.parametrize("text", ['a { background: url("x.png"); }', '@import "b.css";', "a { content: '</style>'; }"])
def test_styles_that_load_or_end_something_are_an_error(text):
    with pytest.raises(BundlingError):
        bundle_styles(("a.css",), reader(a_css=text))


def test_the_sites_own_modules_and_styles_can_be_joined():
    assert "customElements.define" in bundle_scripts(SCRIPTS, _read)
    assert ".map-card" in bundle_styles(STYLES, _read)


def test_letters_are_part_of_the_rule():
    rule = font_face("Letters: ä, Ж")

    assert rule.startswith('@font-face{font-family:"Inter"')
    assert len(rule) < 40_000
