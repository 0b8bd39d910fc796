#!/usr/bin/env bash
# fetch-v8.sh PREFIX: unpacks Debian's libnode packages into PREFIX, installing nothing. An installed
# nodejs from elsewhere conflicts with libnode-dev, so apt must not be asked to install it.
set -euo pipefail
prefix=${1:?usage: fetch-v8.sh PREFIX}
[ -e "$prefix/.complete" ] && exit 0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
(cd "$work" && apt-get -qq -o APT::Sandbox::User=root download libnode-dev libnode108)
rm -rf "$prefix"
mkdir -p "$prefix"
for package in "$work"/*.deb; do dpkg -x "$package" "$prefix"; done
touch "$prefix/.complete"
echo "V8 (Debian's libnode) is unpacked in $prefix"
