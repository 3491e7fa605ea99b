"""What a browser is shown that comes without the cookie, once the address has been used."""

__all__ = ["USED"]

USED = """<!doctype html>
<html lang="da"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Siden er lukket for andre</title>
<body style="font: 1.25rem/1.5 sans-serif; max-width: 36rem; margin: 4rem auto; padding: 0 1rem">
<h1 style="font-size: 1.75rem; line-height: 1.2">Siden er lukket for andre</h1>
<p>Adressen åbner siden én gang, i én browser. Det er, for at andre på computeren ikke kan læse
med.</p>
<p>Har du siden åben i en anden browser, så gå tilbage til den. Ellers luk kittet, og start det
igen: så får du en ny adresse. Alt, der er gemt, er der stadig.</p>
</body></html>
"""
