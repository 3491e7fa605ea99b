"""The logbog a team's meetings write: its lines, how they are read and merged."""
