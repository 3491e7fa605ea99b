"""Settings and wording somebody wrote in TOML: read once, with the line of every slip."""

from kitlib.settings.reader import Settings, as_notes, decoded, parse_settings, read_settings
from kitlib.settings.shape import unlike

__all__ = ["Settings", "as_notes", "decoded", "parse_settings", "read_settings", "unlike"]
