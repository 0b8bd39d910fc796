#!/usr/bin/env bash
# Installs what is missing, builds the sample game, and plays it. See --help.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
source tools/setup.sh

usage() {
    cat <<'END'
run.sh [ARGUMENT...]: builds Plinth and plays meteors, the sample game.

On Debian 12 it first installs what is missing, with apt and npm (root or sudo); the second time
it takes seconds. Arguments go to the game; without a display the game runs headless:

  --headless          no window; needed where there is no display, and set for you there
  --frames N          end after N frames
  --screenshot FILE   write the last frame as a PNG
  --input SCRIPT      play the keys that SCRIPT names

V8_ROOT=PREFIX ./run.sh builds against the V8 in PREFIX instead of fetching Debian's.
END
}

case ${1-} in -h | --help) usage; exit ;; esac

set_up
build release meteors plinth

if [ -n "${DISPLAY-}${WAYLAND_DISPLAY-}" ]; then
    exec build/bin/meteors "$@"
elif [ $# -gt 0 ]; then
    exec build/bin/meteors --headless "$@"
fi
echo "No display (DISPLAY and WAYLAND_DISPLAY are empty): running 600 frames without one."
build/bin/meteors --headless --frames 600 --input samples/meteors/demo.input --screenshot build/meteors.png ||
    die "the game ended with exit code $?"
echo "The last frame is in $PWD/build/meteors.png"
