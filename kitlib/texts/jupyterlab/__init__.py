"""JupyterLab in Danish: its own Danish pack holds 58 words of a thousand, so these are ours.

Found by JupyterLab through the entry point group `jupyterlab.languagepack`. A key is the English
words as JupyterLab asks for them (with its context before \\x04), a value one or two Danish forms.
"""
