# Every check that runs on Windows: style, types, house rules and tests (the virtual reader exists on Linux alone).
. (Join-Path $PSScriptRoot 'setup.ps1')
Initialize-Venv @('dev.txt')
Set-Location $Root
$env:PATH = (Join-Path $Venv 'Scripts') + ';' + $env:PATH
foreach ($Check in @(
        'ruff format --check --quiet .',
        'ruff check --quiet .',
        'mypy',
        'lint-imports',
        'pytest -q -n 2 -m "not nightly and not reader" -p tests.without_qt -p no:pytest-qt tests --ignore tests/ui',
        'pytest -q -m "not nightly and not reader" tests/ui')) {
    Write-Host "● $Check"
    Invoke-Expression $Check
    if ($LASTEXITCODE -ne 0) { Stop-With "通らなかった検査: $Check" }
}
