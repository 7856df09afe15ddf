# Dot-sourced by run.ps1 and test.ps1: makes the virtual environment from the hash-locked requirements, once.
$ErrorActionPreference = 'Stop'
$Root = Split-Path -Parent $PSScriptRoot
$Venv = Join-Path $Root '.venv'
$Python = Join-Path $Venv 'Scripts\python.exe'

function Stop-With([string]$Message) {
    Write-Host "× $Message" -ForegroundColor Red
    exit 1
}

function Find-Python {
    foreach ($Version in '3.13', '3.12', '3.11') {
        & py "-$Version" -c 'import ensurepip' 2>$null
        if ($LASTEXITCODE -eq 0) { return "-$Version" }
    }
    Stop-With 'Python 3.11〜3.13 が見つかりません。情報システム担当に導入を頼んでください。'
}

function Install-Locked([string[]]$Arguments) {
    & $Python -m pip install --quiet --disable-pip-version-check @Arguments
    if ($LASTEXITCODE -ne 0) { Stop-With 'Pythonのパッケージを入れられませんでした。パッケージ置き場の設定を確かめて、もう一度実行してください。' }
}

# Nothing beside the locks (--no-deps): they are complete, and leave out what a package asks for and we do not use.
# The stamp names the locks that the environment was made from: unchanged locks mean nothing to do.
function Initialize-Venv([string[]]$ExtraLocks) {
    $Requirements = Join-Path $Root 'installer\requirements'
    $Locks = @('runtime.txt') + $ExtraLocks | ForEach-Object { Join-Path $Requirements $_ }
    $Stamp = ((@($Locks) + (Join-Path $Root 'pyproject.toml')) | ForEach-Object { (Get-FileHash $_).Hash }) -join ' '
    $StampFile = Join-Path $Venv ((Split-Path -Leaf $Locks[-1]) + '.sha256')
    if ((Test-Path $StampFile) -and ((Get-Content $StampFile) -eq $Stamp)) { return }
    if (-not (Test-Path $Python)) { & py (Find-Python) -m venv $Venv }
    Install-Locked (@('--require-hashes', '-r', (Join-Path $Requirements 'build.txt')))
    Install-Locked (@('--no-build-isolation', '--no-deps', '--require-hashes') + ($Locks | ForEach-Object { '-r', $_ }))
    Install-Locked @('--no-build-isolation', '--no-deps', '-e', $Root)
    Set-Content -Path $StampFile -Value $Stamp
}
