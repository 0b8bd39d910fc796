# Sourced by run.sh and test.sh: brings a Debian 12 to the point where Plinth builds, then builds it.
# Each step first asks whether there is anything to do, so that a second run takes seconds. What a
# step needs to know about V8's packages is in fetch-v8.sh.

# libnode's own libraries are named because libnode is unpacked, not installed: nothing pulls them in.
readonly BUILD_PACKAGES=(
    g++ make cmake ninja-build ccache pkg-config git ca-certificates python3
    libuv1-dev libc-ares-dev libssl-dev libicu-dev zlib1g-dev libbrotli-dev libsqlite3-dev libsdl2-dev libimgui-dev libstb-dev nlohmann-json3-dev
    libgtest-dev libbenchmark-dev liblua5.4-dev libluajit-5.1-dev strace
    libgl-dev libopengl-dev libegl1 libgles2 libegl-mesa0 libgl1-mesa-dri
    libc-ares2 libnghttp2-14 libicu72 libbrotli1 zlib1g libssl3
)

die() {
    echo "${0##*/}: $*" >&2
    exit 1
}

on_debian_12() {
    (. /etc/os-release && [ "${ID-}" = debian ] && [ "${VERSION_ID-}" = 12 ]) 2>/dev/null
}

# need_root WHY...
need_root() {
    [ "$(id -u)" = 0 ] || command -v sudo >/dev/null || die "root or sudo is needed to $*"
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    else
        sudo "$@"
    fi
}

apt() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 "$@"
}

# missing_packages NAME...: those that dpkg does not have, one a line.
missing_packages() {
    local installed
    installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null || true)
    local name
    for name in "$@"; do
        grep -qxF "installed $name" <<<"$installed" || echo "$name"
    done
}

# node_packages: what to ask apt for to have node and npm. Nothing if both are there, whoever
# installed them.
node_packages() {
    command -v node >/dev/null || echo nodejs
    command -v npm >/dev/null || echo npm
}

# install_packages NAME...: one apt-get call for what is missing. The package lists are fetched only
# when the ones at hand do not do. --no-remove: nothing that is on the machine gives way to us.
install_packages() {
    local missing
    mapfile -t missing < <(missing_packages "$@"; node_packages)
    [ ${#missing[@]} -gt 0 ] || return 0
    on_debian_12 ||
        die "only Debian 12 is set up automatically; install the equivalents of: ${missing[*]}"
    need_root "install ${missing[*]}"

    echo "Installing ${missing[*]}"
    local install=(install -y --no-install-recommends --no-remove "${missing[@]}")
    if ! apt -s "${install[@]}" >/dev/null 2>&1 || ! apt "${install[@]}"; then
        apt update || true
        apt "${install[@]}" || die "apt-get could not install the packages; is there a network?"
    fi
}

# fetch_v8: V8_ROOT=PREFIX in the environment names one's own V8, and nothing is fetched then.
fetch_v8() {
    [ -z "${V8_ROOT-}" ] || return 0
    [ ! -e build/v8/.complete ] || return 0
    on_debian_12 || die "V8 is fetched on Debian 12 only; set V8_ROOT to the prefix of a V8"
    tools/fetch-v8.sh build/v8 && return 0
    need_root "refresh the package lists, and fetch V8"
    apt update || true
    tools/fetch-v8.sh build/v8 || die "V8 (Debian's libnode) cannot be fetched; is there a network?"
}

# The copy of the lock file says what node_modules holds; times would not survive a git checkout.
fetch_npm_packages() {
    cmp -s package-lock.json node_modules/.plinth-package-lock.json && return 0
    npm ci --ignore-scripts --no-audit --no-fund --loglevel=error ||
        die "npm ci could not fetch the packages of package-lock.json; is there a network?"
    cp package-lock.json node_modules/.plinth-package-lock.json
}

# jobs_at_once: one per processor, but no more than memory has room for (a file with V8 in it takes 1 GB).
jobs_at_once() {
    local processors memory
    processors=$(nproc)
    memory=$(awk '/^MemTotal:/ { print int($2 / 1000000) }' /proc/meminfo)
    echo $((memory < 1 ? 1 : memory < processors ? memory : processors))
}

# build PRESET [TARGET...]: ninja runs CMake again when a CMake file or a folder has changed; the
# presets are ours to watch.
build() {
    local preset=$1
    shift
    local made=build/$preset/build.ninja
    if [ ! -e "$made" ] || [ CMakePresets.json -nt "$made" ] || [ -n "${V8_ROOT-}" ]; then
        cmake --preset "$preset" ${V8_ROOT:+-DV8_ROOT="$V8_ROOT"} || die "CMake failed"
    fi
    cmake --build --preset "$preset" --parallel "$JOBS" ${1:+--target "$@"} ||
        die "the build failed"
}

set_up() {
    install_packages "${BUILD_PACKAGES[@]}" "$@"
    fetch_v8
    fetch_npm_packages
    JOBS=${CMAKE_BUILD_PARALLEL_LEVEL:-$(jobs_at_once)}
}
