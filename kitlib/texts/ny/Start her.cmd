@echo off
chcp 65001 >nul
pushd "%~dp0"
if errorlevel 1 goto mappen
set "KIT="
for %%d in (. .. ..\..) do for %%n in (.venv venv) do call :proev "%%~d\%%~n\Scripts\python.exe"
if defined VIRTUAL_ENV call :proev "%VIRTUAL_ENV%\Scripts\python.exe"
if defined CONDA_PREFIX call :proev "%CONDA_PREFIX%\python.exe"
call :proev py
call :proev python
if not defined KIT goto mangler
"%KIT%" -P -m kitlib forside .
if errorlevel 1 pause
popd
exit /b

:proev
if defined KIT exit /b
"%~1" -P -c "import kitlib" >nul 2>nul
if not errorlevel 1 set "KIT=%~1"
exit /b

:mangler
py -c "" >nul 2>nul
if not errorlevel 1 goto pakken
python -c "" >nul 2>nul
if not errorlevel 1 goto pakken
echo.
echo Der er ikke Python på denne computer, så siden kan ikke åbnes.
echo Jeres noter er urørte.
echo.
echo Bed jeres it om at installere Python og læringskit.
echo Må der intet installeres, så brug filen laeringskit.html. Den åbner med et dobbeltklik.
echo.
pause
popd
exit /b 1

:pakken
echo.
echo Python er her, men læringskit er ikke installeret, så siden kan ikke åbnes.
echo Jeres noter er urørte.
echo.
echo Bed den, der passer læringskit hos jer, om at installere det på denne computer.
echo Må der intet installeres, så brug filen laeringskit.html. Den åbner med et dobbeltklik.
echo.
pause
popd
exit /b 1

:mappen
echo.
echo Mappen kan ikke åbnes herfra. Jeres noter er urørte.
echo Ligger mappen på et netværk, så tjek, at I er på det, og prøv igen.
echo.
pause
exit /b 1
