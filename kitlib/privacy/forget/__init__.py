"""Forgetting one person in the files people have: tables, workbooks, texts, calendars."""
