"""Mail, web, streets and postal codes: every written form, and none where there is none."""

import pytest

from kitlib.privacy import find_identifiers

ADDRESSES = (
    "Solsikkevej 12",
    "Nørre Allé 3, 2. tv",
    "Vestergade 4B",
    "Store Torv 1",
    "Skt. Pauls Gade 5",
    "Sct. Anna Gade 5 st. th.",
    "Ny Munkegade 12, st. th.",
    "H.C. Andersens Vej 5",
    "Engtoften 22",
    "Bakkedraget 5",
    "Rosenvænget 7, 1. 2",
    "Skovvangsvej 101, 3.th",
    "Silkeborgvej 200A",
    "Viborgvej nr. 12",
    "Frederiks Allé 44, st. tv.",
    "Åboulevarden 18, 1. mf",
    "Ringvejen 5",
    "Trøjborgvej 12 2. sal tv",
    "Ved Skoven 8",
    "Fuglebakken 3",
    "Kastanje Alle 12",
    "Elmehaven 34",
    "Gl. Landevej 3",
    "Højvangen 19",
    "Gellerupparken 3",
    "Toveshøj 12",
    "Bispehaven 4, 2.",
    "Rundhøj Allé 99",
    "Paludan-Müllers Vej 5",
    "Agerbækken 3",
    "Egevej 4 b",
    "Ved Lunden 12, 3. 4",
    "solsikkevej 12",
    "vestergade 4, 3. sal",
    "Skovstien 7",
    "Nørre Alle 3 kld.",
)
ADDRESS_FRAMES = (
    "{}",
    "Han bor på {}.",
    "Adressen er {}, og far henter.",
    "De er flyttet til {} nu",
    "Mor (bor {}) ringer",
)
NO_ADDRESS = (
    "på vej 2 gange",
    "Legepladsen 12 børn",
    "sætter sig på plads 3",
    "I skoven 12 børn",
    "I Skoven 3 timer",
    "alle 12 børn",
    "Alle 13 børn",
    "Er alle 5 med?",
    "Hele vejen 3 gange",
    "I haven 4 dage",
    "Børnehaven 3 er",
    "Der er plads til alle 3",
    "motorvej 12",
    "Rum 2. 0006",
    "Bakken 3 gange",
)

POSTCODES = (
    "8000 Aarhus C",
    "8200 aarhus n",
    "DK-8210 Aarhus V",
    "8260 Viby J",
    "postnr. 8000",
    "2200 København N",
    "5000 Odense",
    "8220 Brabrand",
    "2000 Frederiksberg",
    "3700 Rønne",
    "7100 vejle",
    "DK 8000 Århus C",
    "8362 Hørning",
    "1360 København K",
    "8381 Tilst",
    "8543 Hornslet",
    "8310 Tranbjerg J",
)
NO_POSTCODE = (
    "i 2026 Aarhus",
    "2000 kr",
    "1200 Lego",
    "kostede 1500 Kroner",
    "3000 skridt",
    "I 2025 flyttede vi",
    "2. 0006",
    "I 2024 København",
)

MAILS = (
    "a.b@c.dk",
    "mor_hansen+x@sub.aarhus.dk",
    "kåre@åby.dk",
    "anna (at) gmail.com",
    "anna(a)skole.dk",
    "anna snabel-a skole.dk",
    "anna@skole punktum dk",
    "ANNA@SKOLE.DK",
    "mailto:anna@skole.dk",
)
WEBS = (
    "https://skolen.dk/2b?elev=3",
    "http://skolen.dk",
    "www.skolen.dk",
    "skolen.dk",
    "facebook.com/familien.test",
    "youtu.be/abc123",
    "@liva_04",
    "snap: liva2012",
)
NO_WEB = ("Han gik ud.nu er han her", "Godt.De løb", "1.4", "ca.3", "bl.a.", "kl.10.30", "f.eks.")


def _found(text, kind):
    return [f.text(text) for f in find_identifiers(text) if f.kind == kind]


@pytest.mark.parametrize("frame", ADDRESS_FRAMES)
@pytest.mark.parametrize("address", ADDRESSES)
def test_addresses(address, frame):
    text = frame.format(address)
    assert any(address.rstrip(".") in found for found in _found(text, "adresse")), text


@pytest.mark.parametrize("text", NO_ADDRESS)
def test_what_is_no_address(text):
    assert _found(text, "adresse") == []


@pytest.mark.parametrize("text", POSTCODES)
def test_postal_codes(text):
    assert _found(f"Bor i {text}.", "postnr")


@pytest.mark.parametrize("text", NO_POSTCODE)
def test_what_is_no_postal_code(text):
    assert _found(text, "postnr") == []


def test_a_whole_address_in_one_line():
    text = "Bor på Solbakken 12, 2. tv, 8000 Aarhus C, tlf. 20 30 40 51"
    assert [f.kind for f in find_identifiers(text)] == ["adresse", "postnr", "telefon"]


@pytest.mark.parametrize("mail", MAILS)
def test_mail(mail):
    text = f"Skriv til {mail}, eller ring."
    assert any(m in mail for m in _found(text, "mail"))


@pytest.mark.parametrize("web", WEBS)
def test_web(web):
    assert _found(f"Se {web} i dag", "web")


@pytest.mark.parametrize("text", NO_WEB)
def test_what_is_no_web(text):
    assert _found(text, "web") == []
