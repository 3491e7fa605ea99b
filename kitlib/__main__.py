"""Lets `python -m kitlib` be the command, where the laptop keeps scripts off its path."""

from kitlib.cli import main

if __name__ == "__main__":
    main()
