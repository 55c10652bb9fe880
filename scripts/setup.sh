# shellcheck shell=bash
# Sourced by the other scripts: installs what is missing and builds. Everything it says goes to
# standard error; standard output belongs to the program that is run afterwards.

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# Debian's names, oldest known good in Debian 12.
packages=(g++ cmake ninja-build pkg-config tao-pegtl-dev libgraphviz-dev libfmt-dev doctest-dev
  nlohmann-json3-dev libcli11-dev libtomlplusplus-dev libutf8proc-dev libcmark-dev libjemalloc-dev
  librsvg2-2 fonts-liberation) # the font that texts are measured with, for PNG and PDF

# Prints those of the packages named that are not installed.
missing_packages() {
  local name
  for name in "$@"; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null)" = installed ] || echo "$name"
  done
}

# install_packages PACKAGE...: installs what is missing of them, or says in one line what to install.
install_packages() {
  command -v dpkg-query >/dev/null || return 0 # another system: cmake will say what it lacks
  local missing as_root=()
  mapfile -t missing < <(missing_packages "$@")
  [ ${#missing[@]} -gt 0 ] || return 0
  if [ "$(id -u)" != 0 ]; then
    if ! sudo -n true 2>/dev/null; then
      echo "joist: packages are missing; as root: apt-get install ${missing[*]}" >&2
      return 1
    fi
    as_root=(sudo -n)
  fi
  echo "joist: installing ${missing[*]}" >&2
  local log
  log=$(mktemp)
  local get=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y)
  # A fresh machine has no package lists yet.
  if "${get[@]}" install --no-install-recommends "${missing[@]}" >"$log" 2>&1 ||
    { "${get[@]}" update && "${get[@]}" install --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
    rm -f "$log"
    return 0
  fi
  tail -n 20 "$log" >&2
  rm -f "$log"
  echo "joist: these packages could not be installed: ${missing[*]}" >&2
  return 1
}

# build PRESET TARGET...: configures where that was not done, and builds what is out of date.
build() {
  local preset=$1 folder="$top/build/$1" log
  shift
  mkdir -p "$folder"
  exec 8>"$folder/.lock"
  flock 8 2>/dev/null || true
  log=$(mktemp)
  # What is needed may have grown since the last time.
  if [ "$top/scripts/setup.sh" -nt "$folder/build.ninja" ]; then
    install_packages "${packages[@]}" || return 1
  fi
  if [ ! -f "$folder/build.ninja" ]; then
    if ! (cd "$top" && cmake --preset "$preset") >"$log" 2>&1; then
      cat "$log" >&2
      rm -f "$log"
      return 1
    fi
    echo "joist: building in build/$preset; the first time takes some minutes" >&2
  fi
  # On a terminal ninja shows how far it is, unless there is nothing to do.
  if [ -t 2 ] && ! ninja -C "$folder" -n "$@" 2>/dev/null | grep -q 'no work to do'; then
    ninja -C "$folder" "$@" >&2
  elif ! ninja -C "$folder" "$@" >"$log" 2>&1; then
    grep -v '^\[' "$log" | tail -n 60 >&2
    rm -f "$log"
    echo "joist: the build failed" >&2
    return 1
  fi
  local code=$?
  rm -f "$log"
  exec 8>&-
  return $code
}
