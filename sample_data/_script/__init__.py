"""What make_sample_data.py is made of; the Danish texts lie beside it as TOML."""
