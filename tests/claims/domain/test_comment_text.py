"""Comments: whom they mention, and that nothing anyone types becomes anything but words, emphasis and links."""

import re
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.domain.comment_text import LINK_RELATION, excerpt_of, render_comment
from claims.domain.mentions import SOMEBODY, link_mentions, mentioned_users, name_mentions, names_for_mentions

ADA, ADAM, LEE = (UUID(int=number) for number in (1, 2, 3))
NAMES = {ADA: "Ada Moss", ADAM: "Ada Mossman", LEE: "Lee"}
TAGS = "p|br|em|strong|code|pre|ul|ol|li|blockquote|a|span"


def test_a_typed_name_becomes_the_user_and_is_shown_by_the_name_of_today():
    stored = link_mentions("Look, @ada moss and @Lee!", NAMES)

    assert mentioned_users(stored) == (ADA, LEE)
    assert name_mentions(stored, {ADA: "Ada Reed", LEE: "Lee"}) == "Look, @Ada Reed and @Lee!"


def test_the_longest_name_counts_and_a_name_that_goes_on_is_none():
    assert mentioned_users(link_mentions("@Ada Mossman", NAMES)) == (ADAM,)
    assert mentioned_users(link_mentions("@Leeds, x@Lee, @@Lee", NAMES)) == ()


def test_namesakes_are_told_apart_by_a_number_and_the_first_keeps_the_name():
    names = names_for_mentions([(ADA, "Ada"), (ADAM, "ada"), (LEE, "Ada (2)")])

    assert names == {ADA: "Ada", ADAM: "ada (2)", LEE: "Ada (2) (2)"}
    assert mentioned_users(link_mentions("@Ada (2)", names)) == (ADAM,)


def test_somebody_who_left_is_still_somebody():
    assert SOMEBODY in render_comment(f"@[{ADA}]", {})


def test_the_readers_own_mention_is_marked():
    assert 'class="mention mention--you">@Lee<' in render_comment(f"@[{LEE}]", NAMES, LEE)
    assert 'class="mention">@Lee<' in render_comment(f"@[{LEE}]", NAMES, ADA)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("*so* **much** `a*b*`", "<p><em>so</em> <strong>much</strong> <code>a*b*</code></p>"),
        ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>"),
        ("one\ntwo", "<p>one<br>\ntwo</p>"),
        ("# no heading", "<p># no heading</p>"),
        ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
        ("[x](data:text/html,1)", "<p>[x](data:text/html,1)</p>"),
        ("![x](y.png)", "<p>![x](y.png)</p>"),
        ("```js onload=x\n<a>\n```", "<pre><code>&lt;a&gt;\n</code></pre>"),
    ],
)
def test_a_small_part_of_markdown_is_shown(typed, shown):
    assert render_comment(typed, {}).strip() == shown


def test_links_pass_nothing_on_and_bare_addresses_become_links():
    html = render_comment("See https://example.org/a_b?c=1&d=2, or [here](http://example.org).", {})

    assert html.count(f'rel="{LINK_RELATION}"') == 2
    assert '<a href="https://example.org/a_b?c=1&amp;d=2"' in html
    assert ">https://example.org/a_b?c=1&amp;d=2</a>, or" in html


def test_an_address_inside_a_link_or_code_is_left_alone():
    assert render_comment("[https://a.org](https://b.org) `https://c.org`", {}).count("<a ") == 1


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(["<", ">", "&", '"', "'", "[", "](", ")", "javascript:", "https://a.b/", "@[", str(ADA), "]", "`", "```", "\n", "> ", "- ", "*", "\\", "x", "\x00", "<script>", " onload="]), max_size=25).map("".join))  # fmt: skip
def test_whatever_is_typed_only_known_tags_with_safe_attributes_come_out(typed):
    html = render_comment(typed, NAMES)

    assert re.sub(rf'</?(?:{TAGS})(?: (?:href|rel|class|start)="[^"<>]*")*>', "", html).count("<") == 0
    assert all(re.match(r"https?://|mailto:", href) for href in re.findall(r'href="([^"]*)"', html))


def test_an_excerpt_is_one_line_without_markup_and_ends_at_a_word():
    assert excerpt_of(f"**Hello** @[{LEE}],\n\nsee [this](https://x.org).", NAMES) == "Hello @Lee, see this."
    assert excerpt_of("one two three four", {}, length=10) == "one two…"
