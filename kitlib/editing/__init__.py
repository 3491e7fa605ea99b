"""One's own locked file, edited in a page of the kit's own; nothing readable meets the disk."""
