#!/usr/bin/env bash
# Installs what is missing, builds everything, and runs every test. See --help.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
source tools/setup.sh

usage() {
    cat <<'END'
test.sh [--preset NAME] [CTEST-ARGUMENT...]: builds Plinth and runs its tests.

  --preset NAME   release (the default), dev, asan-ubsan or tsan
  -R fs           arguments of ctest: here, only the tests with fs in their names

On Debian 12 it first installs what is missing, with apt and npm (root or sudo).
V8_ROOT=PREFIX ./test.sh builds against the V8 in PREFIX instead of fetching Debian's.
The exit code is 0 only if everything was built and no test failed.
END
}

preset=release
case ${1-} in
    -h | --help) usage; exit ;;
    --preset) [ $# -gt 1 ] || die "--preset needs a name"; preset=$2; shift 2 ;;
    --preset=*) preset=${1#*=}; shift ;;
esac
case $preset in
    release | dev | asan-ubsan | tsan) ;;
    *) die "no preset is called $preset; there are release, dev, asan-ubsan and tsan" ;;
esac

# GCC 12's ThreadSanitizer does not start under the address randomisation of newer kernels.
if [ "$preset" = tsan ] && grep -qx '0*' /proc/self/personality && setarch -R true 2>/dev/null; then
    exec setarch -R "./test.sh" --preset tsan "$@"
fi

set_up clang-format redis-server memcached
build "$preset"
exec ctest --preset "$preset" --parallel "$JOBS" "$@"
