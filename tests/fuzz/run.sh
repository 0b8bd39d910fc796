#!/usr/bin/env bash
# run.sh NAME SECONDS [BUILD]: fuzzes NAME for that long, from and into a working copy of its corpus,
# then keeps the smallest set of inputs that covers the same code.
set -eu
name=$1 seconds=$2 build=${3:-build/release}
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.."
cmake --build "$build" --target "fuzz_$name"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$here/corpus/$name" "$work/all" "$work/small"
cp "$here/corpus/$name"/* "$work/all/" 2>/dev/null || true
"$build/tests/fuzz/${name}_fuzz" -max_total_time="$seconds" -max_len=512 -print_final_stats=1 \
    -artifact_prefix="$here/" "$work/all"
"$build/tests/fuzz/${name}_fuzz" -merge=1 "$work/small" "$work/all"
rm -f "$here/corpus/$name"/*
cp "$work/small"/* "$here/corpus/$name/"
