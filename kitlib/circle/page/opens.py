"""How the server tells a kernel what to open: one name in that kernel's environment alone."""

__all__ = ["OPENS"]

OPENS = "LAERINGSKIT_SESSION"
