@echo off
rem Drop folders or files on this file: they are checked, and the report opens in the browser.
rem With other words it is the program itself:  circular.bat lca skole.yaml
setlocal EnableExtensions DisableDelayedExpansion
set "PYTHONUTF8=1"
set "HERE=%~dp0"
set "PAGE="
for /f "tokens=2 delims=:." %%P in ('chcp') do set "PAGE=%%P"
chcp 65001 >nul
set "PY="
py -3 -c "import sys; sys.exit(sys.version_info[:2] < (3, 11))" >nul 2>nul
if not errorlevel 1 set "PY=py -3"
if defined PY goto ready
python -c "import sys; sys.exit(sys.version_info[:2] < (3, 11))" >nul 2>nul
if errorlevel 1 goto nopython
set "PY=python"

:ready
if "%~1"=="" goto demo
if not exist "%~1" goto program
if /i "%~1"=="%~f1" goto dropped
if "%~2"=="" goto dropped

:program
%PY% "%HERE%start.py" %*
set "CODE=%ERRORLEVEL%"
goto end

:demo
pushd "%HERE%"
%PY% "%HERE%start.py" demo
set "CODE=%ERRORLEVEL%"
popd
pause
goto end

:dropped
set "REPORT=%~dpnx1-circular.html"
if "%~nx1"=="" set "REPORT=%~dp1circular.html"
set "ALL="

:next
set "ONE=%~f1"
if "%ONE:~-1%"=="\" set "ONE=%ONE%."
set ALL=%ALL% "%ONE%"
shift /1
if not "%~1"=="" goto next
%PY% "%HERE%start.py" check %ALL% --format text --format "html=%REPORT%"
set "CODE=%ERRORLEVEL%"
if exist "%REPORT%" start "" "%REPORT%"
pause
goto end

:nopython
echo Python 3.11 eller nyere mangler: hent det paa python.org eller i Microsoft Store, og proev igen.
echo Python 3.11 or newer is missing: get it from python.org or the Microsoft Store, and try again.
set "CODE=2"
pause

:end
if defined PAGE chcp %PAGE% >nul
exit /b %CODE%
