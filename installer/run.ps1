# まどぐち on Windows: sets up what is missing, then opens the window in demonstration mode.
param([switch]$SetupOnly)
. (Join-Path $PSScriptRoot 'setup.ps1')
Initialize-Venv @()
if ($SetupOnly) { exit 0 }
& (Join-Path $Venv 'Scripts\madoguchi.exe') --demo
exit $LASTEXITCODE
