"""Asking a person about what looks like a name: in place, one click each, kept as an answer."""

from __future__ import annotations

from kitlib.asking.questions import Place, Question, answer, questions, take_back

__all__ = ["Place", "Question", "answer", "questions", "take_back"]
