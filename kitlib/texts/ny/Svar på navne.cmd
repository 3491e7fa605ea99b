@echo off
chcp 65001 >nul
cd /d "%~dp0"
where laeringskit >nul 2>nul
if %errorlevel%==0 (
  laeringskit navne .
) else (
  py -m kitlib navne .
)
pause
