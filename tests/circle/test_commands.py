"""The commands of the circle."""

import pytest

from kitlib.cli import main


def run(capsys, *arguments):
    with pytest.raises(SystemExit) as left:
        main(list(arguments))
    captured = capsys.readouterr()
    return left.value.code, captured.out + captured.err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--minutter", "50"], "Vælg 45, 60 eller 75."),
        (["--cirkel", "smte"], "Mente du 'smtte'?"),
    ],
)
def test_a_meeting_that_cannot_be_is_refused_before_anything_opens(
    capsys, monkeypatch, folder, arguments, says
):
    monkeypatch.setattr("kitlib.circle.page.serving.serve", lambda *a, **k: pytest.fail("opened"))
    code, out = run(capsys, "session", str(folder), *arguments)
    assert code == 1 and says in out


def test_a_meeting_opens_with_what_was_asked_for(capsys, monkeypatch, folder):
    asked = {}

    def serve(where, *, minutes, circle, ready):
        asked.update(where=where, minutes=minutes, circle=circle)
        ready("http://127.0.0.1:5000/?token=x")

    monkeypatch.setattr("kitlib.circle.page.serving.serve", serve)
    code, out = run(
        capsys, "session", str(folder), "--minutter", "45", "--cirkel", "smtte", "--uden-browser"
    )
    assert code == 0 and "Mødet er klar: http://127.0.0.1:5000/?token=x" in out
    assert asked == {"where": str(folder), "minutes": 45, "circle": "smtte"}


def test_all_trials_by_command(capsys, folder, open_):
    code, out = run(capsys, "proevehandlinger", str(folder))
    assert code == 1 and "ingen prøvehandlinger endnu" in out
    session = open_()
    session.trials.agree(session.trials.put("hvad", "Seks ad gangen").field.split(".")[1])
    code, out = run(capsys, "proevehandlinger", str(folder), "--uden-browser")
    assert code == 0 and (folder / "ud" / "proevehandlinger.html").exists()
    assert "proevehandlinger.html" in out


def test_a_copy_of_the_circle_to_edit(capsys, folder):
    code, out = run(capsys, "session", str(folder), "--cirkel", "smtte", "--kopi")
    assert code == 0 and "Ret i smtte.toml" in out
    assert (folder / "smtte.toml").read_text("utf-8").startswith("# SMTTE")
    code, out = run(capsys, "session", str(folder), "--cirkel", "smtte", "--kopi")
    assert code == 1 and "ligger i mappen allerede" in out
