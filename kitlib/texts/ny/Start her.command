#!/bin/sh
cd "$(dirname "$0")" || exit 1
kit=""
proev() {
  [ -n "$kit" ] && return
  "$1" -P -c "import kitlib" >/dev/null 2>&1 && kit="$1"
}
for d in . .. ../..; do
  for n in .venv venv; do
    proev "$d/$n/bin/python"
  done
done
[ -n "$VIRTUAL_ENV" ] && proev "$VIRTUAL_ENV/bin/python"
proev python3
if [ -n "$kit" ]; then
  "$kit" -P -m kitlib forside . && exit 0
elif command -v python3 >/dev/null 2>&1; then
  printf '\nPython er her, men læringskit er ikke installeret, så siden kan ikke åbnes.\n'
  printf 'Jeres noter er urørte.\n\n'
  printf 'Bed den, der passer læringskit hos jer, om at installere det på denne computer.\n'
  printf 'Må der intet installeres, så brug filen laeringskit.html. Den åbner med et dobbeltklik.\n'
else
  printf '\nDer er ikke Python på denne computer, så siden kan ikke åbnes.\n'
  printf 'Jeres noter er urørte.\n\n'
  printf 'Bed jeres it om at installere Python og læringskit.\n'
  printf 'Må der intet installeres, så brug filen laeringskit.html. Den åbner med et dobbeltklik.\n'
fi
printf '\nTryk på Enter for at lukke. '
read -r _
exit 1
