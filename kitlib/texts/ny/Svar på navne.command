#!/bin/sh
cd "$(dirname "$0")" || exit 1
if command -v laeringskit >/dev/null 2>&1; then
  laeringskit navne .
else
  python3 -m kitlib navne .
fi
printf 'Tryk på Enter for at lukke. '
read -r _
