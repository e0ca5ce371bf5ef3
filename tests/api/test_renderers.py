"""Whatever numbers somebody's metadata hold can be read again."""

from api.renderers import JSONRenderer


def test_whole_numbers_beyond_64_bits_are_written():
    assert JSONRenderer().render({"volume": 2**70, "title": "Schleuse ü"}) == (
        b'{"volume":1180591620717411303424,"title":"Schleuse \xc3\xbc"}'
    )
