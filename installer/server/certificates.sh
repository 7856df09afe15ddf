#!/usr/bin/env bash
# The certificates of the ward's server and its counters, by an authority of the ward's own (EC P-256, openssl).
#   certificates.sh authority DIR                 the authority itself: DIR/ca.pem, and DIR/ca.key for the safe
#   certificates.sh server DIR NAME [NAME…]       DIR/server.pem and .key; NAME: host names or addresses
#   certificates.sh client DIR ROLE               DIR/ROLE.pem and .key, for a counter or a person
# An existing file is never written over.
set -euo pipefail
umask 077

[ $# -ge 2 ] || { sed -n '2,6p' "$0" >&2; exit 2; }
what=$1 dir=$2
shift 2
mkdir -p "$dir"

fresh() { [ ! -e "$1" ] || { echo "すでにあります: $1" >&2; exit 1; }; }
key() { openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1" 2>/dev/null; }

issue() { # name days extensions…
  local name=$1 days=$2 file=$dir/$1
  shift 2
  fresh "$file.pem"
  key "$file.key"
  openssl req -new -key "$file.key" -subj "/CN=$name" |
    openssl x509 -req -sha256 -days "$days" -CA "$dir/ca.pem" -CAkey "$dir/ca.key" -out "$file.pem" \
      -set_serial "0x$(openssl rand -hex 16)" -extfile <(printf '%s\n' "$@") 2>/dev/null
}

case $what in
  authority)
    fresh "$dir/ca.pem"
    key "$dir/ca.key"
    openssl req -x509 -new -sha256 -key "$dir/ca.key" -days 7300 -subj "/CN=madoguchi" -out "$dir/ca.pem" \
      -addext "basicConstraints=critical,CA:TRUE,pathlen:0" -addext "keyUsage=critical,keyCertSign,cRLSign"
    ;;
  server)
    names=
    for name in "$@"; do
      case $name in
        *[!0-9.:]*) names+="DNS:$name," ;;
        *) names+="IP:$name," ;;
      esac
    done
    issue server 825 "subjectAltName=${names%,}" "extendedKeyUsage=serverAuth" "keyUsage=critical,digitalSignature"
    ;;
  client)
    issue "$1" 825 "extendedKeyUsage=clientAuth" "keyUsage=critical,digitalSignature"
    ;;
  *) sed -n '2,6p' "$0" >&2; exit 2 ;;
esac
