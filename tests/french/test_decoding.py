"""The encoding of a text, decided by how French it reads."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from french.decoding import TWICE, decode_text, wide_encoding

ENCODINGS = (
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32-le",
    "utf-32-be",
    "cp1252",
    "cp850",
    "mac_roman",
)
SENTENCES = (
    "Les forêts protégées sont inconstructibles sur une profondeur de 30 mètres.",
    "Où l'aléa est élevé, la surélévation est limitée à un étage.",
    "Le règlement s'applique aux lisières, même déboisées.",
    "À l'arrêté du 12 août, ajouter la façade et le préau.",
    "Zone Nᵉ".replace("ᵉ", "é"),
    "PRÉSERVER LES ÉLÉMENTS REPÉRÉS AU TITRE DE L'ARTICLE L. 151-19",
    "maïs, île, œuvre".replace("œ", "oe"),
)


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5).map("\n".join))
def test_french_is_read_in_whatever_encoding_it_comes(encoding: str, text: str) -> None:
    found = decode_text(text.encode(encoding))
    assert found.text == text
    assert not found.unsure


#: Words of plans with the letters that tell encodings apart; any of them may stand beside any other.
LEXICON = (
    "forêt", "protégée", "où", "élevé", "déjà", "façade", "aléa", "préau", "maïs", "île", "naïf", "hôpital", "août",
    "à", "ÉTAT", "FORÊT", "À", "PRÉSERVER", "Île", "Église", "l'été", "n°", "30 %", "UA", "Nulleville", "gîte", "bâti",
    "zone",
)  # fmt: skip
SENTENCE = st.lists(st.sampled_from(LEXICON), min_size=3, max_size=12).map(lambda words: f"{' '.join(words)}.")


@pytest.mark.parametrize("encoding", ENCODINGS)
@settings(max_examples=30)
@given(st.lists(SENTENCE, min_size=1, max_size=4).map("\n".join))
def test_any_words_of_a_plan_are_read_in_whatever_encoding_they_come(encoding: str, text: str) -> None:
    assert decode_text(text.encode(encoding)).text == text


def test_signs_of_a_word_processor_are_windows() -> None:
    text = "L’été, « l’œuvre » coûte 12 € – ou plus…"
    assert decode_text(text.encode("cp1252")).text == text
    fraction = "pente de 30° et n° 5 ; ½ place"  # « ½ » is « œ » in another encoding
    assert decode_text(fraction.encode("cp1252")).text == fraction


def test_what_the_file_declares_is_taken_where_it_reads_as_well() -> None:
    assert decode_text("déjà".encode("mac_roman"), ["mac_roman"]).text == "déjà"
    assert decode_text("déjà".encode("cp1252"), ["mac_roman"]).text == "déjà"
    assert decode_text("déjà".encode("cp1252"), ["rien-de-tel"]).text == "déjà"


def test_a_damaged_letter_does_not_change_the_encoding_and_is_said() -> None:
    data = "Les forêts protégées.".encode() + b"\xe9"
    assert decode_text(data) == ("Les forêts protégées.\ufffd", "utf-8", True)


def test_noise_is_no_sure_text() -> None:
    assert decode_text(bytes(range(128, 256)) * 3).unsure
    assert wide_encoding(b"\0\1\2\3" * 50) is None
    assert wide_encoding(b"MZ\0\0" * 50) is None


@given(st.binary(max_size=200))
def test_any_bytes_give_a_text(data: bytes) -> None:
    assert isinstance(decode_text(data).text, str)


TWICE_WRITTEN = "Les forêts protégées à l’été, « œuvre » – 40 m², 12 €."


@given(st.lists(st.sampled_from([*SENTENCES[:5], TWICE_WRITTEN]), min_size=1, max_size=4))
def test_letters_that_were_written_twice_are_read_as_they_were_meant(parts: list[str]) -> None:
    text = "\n".join([TWICE_WRITTEN, *parts])
    twice = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())
    found = decode_text(twice.encode())
    assert (found.text, found.encoding, found.unsure) == (text, TWICE, False)
    assert decode_text(f"{text}\n{twice}".encode()).text == f"{text}\n{text}"


@pytest.mark.parametrize("text", ["São Paulo, Ålborg", "« Â » et « Ã© » : un exemple", "PÂTURE, CHÂTEAU « SÃO »", "Â«"])
def test_rare_letters_stay(text: str) -> None:
    assert decode_text(text.encode()).text == text
