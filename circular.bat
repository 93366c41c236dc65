@echo off
rem Drop a folder (or a file) on this file: it is checked, and the report opens in the browser.
rem With other words it is the program itself:  circular.bat lca skole.yaml
setlocal
chcp 65001 >nul
set "PYTHONUTF8=1"
set "PY=python"
where py >nul 2>nul && set "PY=py -3"
if "%~1"=="" goto demo
if exist "%~1" goto dropped
%PY% "%~dp0start.py" %*
exit /b %ERRORLEVEL%

:demo
%PY% "%~dp0start.py" demo
set "CODE=%ERRORLEVEL%"
pause
exit /b %CODE%

:dropped
set "REPORT=%~dpn1-circular.html"
%PY% "%~dp0start.py" check "%~1" --format text --format "html=%REPORT%"
set "CODE=%ERRORLEVEL%"
if exist "%REPORT%" start "" "%REPORT%"
pause
exit /b %CODE%
