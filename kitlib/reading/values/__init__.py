"""What one cell says: a text, a number, a day or a time, as people write them and see them."""
