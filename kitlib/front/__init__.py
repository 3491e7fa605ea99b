"""The front page of a team's folder: what is here, what to mend, and everything one may do."""
