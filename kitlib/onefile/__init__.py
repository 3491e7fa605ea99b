"""The whole kit as one HTML file that is opened by a double click, with nothing to install.

`build` makes the file; `guest` runs inside it, between the page and the kit.
"""
