# Shared by the scripts in this folder: finds or gets what they need. Sourced, not run.

holdfast_root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
product_dir=$holdfast_root/product/target/products/holdfast/linux/gtk/x86_64/holdfast
maven_version=3.9.16

# What need_packages is asked for: TEST=PACKAGE, where TEST is a program or the path pattern of a file.
build_packages=(mvn=maven)
lab_packages=(ip=iproute2 tc=iproute2 nginx=nginx-light curl=curl tcpdump=tcpdump unshare=util-linux
    '/usr/lib/*/libpcap.so.*=libpcap0.8' '/usr/lib/*/libnftables.so.1*=libnftables1')
window_packages=('/usr/lib/*/libgtk-3.so.0=libgtk-3-0')
xvfb_packages=(xvfb-run=xvfb xauth=xauth)

say() { printf '%s\n' "$*" >&2; }

die() {
    say "$(basename "$0"): $*"
    exit 2
}

require_linux() {
    [ "$(uname -s)" = Linux ] || die "this needs Linux; on other systems the console runs, the agent and the lab don't"
}

# Sets JAVA_HOME to a JDK 25: the one it names already, or one among those that are installed.
find_jdk() {
    local candidate
    for candidate in "${JAVA_HOME:-}" /usr/lib/jvm/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/*; do
        if [ -x "$candidate/bin/javac" ] && "$candidate/bin/java" -version 2>&1 | grep -q 'version "25'; then
            JAVA_HOME=$candidate
            export JAVA_HOME
            return
        fi
    done
    die "no JDK 25 was found in JAVA_HOME (${JAVA_HOME:-unset}) nor under /usr/lib/jvm.
  Install one (any vendor's JDK 25), or say where it is: JAVA_HOME=/path/to/jdk-25 $0"
}

# Makes sure that all of these are there: installed when root, otherwise named in one line to copy.
need_packages() {
    local pair test package missing=()
    for pair in "$@"; do
        test=${pair%%=*}
        package=${pair#*=}
        if [[ $test == /* ]]; then
            compgen -G "$test" >/dev/null || missing+=("$package")
        else
            PATH=$PATH:/usr/sbin:/sbin type -P "$test" >/dev/null || missing+=("$package")
        fi
    done
    [ ${#missing[@]} -eq 0 ] && return
    if [ "$(id -u)" != 0 ]; then
        die "packages are missing. Install them, then start this again:
  sudo apt-get install --no-install-recommends ${missing[*]}"
    fi
    say "installing ${missing[*]}"
    install_packages "${missing[@]}"
}

# Installs as root, without starting the services that a package brings: the lab starts its own.
install_packages() {
    local policy=/usr/sbin/policy-rc.d made=
    if [ ! -e $policy ]; then
        printf '#!/bin/sh\nexit 101\n' >$policy
        chmod +x $policy
        made=yes
    fi
    local status=0
    { apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq -y install --no-install-recommends "$@"; } \
        >/dev/null || status=$?
    [ -z "$made" ] || rm -f $policy
    [ $status -eq 0 ] || die "apt-get couldn't install: $*"
}

# Sets mvn to a Maven that is new enough; the installed one gets the right one from its own repository.
find_maven() {
    local installed
    installed=$(cd / && mvn -version 2>/dev/null | sed -n 's/.*Apache Maven \([0-9.]*\).*/\1/p')
    if [ "$(printf '%s\n' "$maven_version" "$installed" | sort -V | head -n 1)" = "$maven_version" ]; then
        mvn=mvn
        return
    fi
    mvn=$holdfast_root/.mvn/apache-maven-$maven_version/bin/mvn
    [ -x "$mvn" ] && return
    say "Maven $installed is older than $maven_version; getting that"
    # Not in the project's folder: its Tycho extension is too new for the installed Maven. And in one that can be written:
    # the plugin leaves marks where it runs.
    local scratch
    scratch=$(mktemp -d)
    (cd "$scratch" && mvn -B -q -ntp org.apache.maven.plugins:maven-dependency-plugin:3.8.1:unpack \
        -Dartifact=org.apache.maven:apache-maven:$maven_version:zip:bin \
        -DoutputDirectory="$holdfast_root/.mvn") || die "Maven $maven_version couldn't be got"
    rm -rf "$scratch"
    chmod +x "$mvn"
}

maven() { (cd "$holdfast_root" && "$mvn" -B -ntp "$@"); }

# Builds the product unless it is newer than everything it is made of, and lets it rehearse.
build_product() {
    local stamp=$product_dir/configuration/config.ini
    build_product_files
    # It says itself what went wrong, and works without.
    [ "$product_dir/holdfast.aot" -nt "$stamp" ] || "$product_dir/holdfast" rehearse || true
}

build_product_files() {
    if [ -f "$stamp" ] && [ -z "$(cd "$holdfast_root" && find pom.xml .mvn bundles features product releng/target/holdfast.target \
        -name target -prune -o -name src_test -prune -o -type f -newer "$stamp" -print | head -n 1)" ]; then
        return
    fi
    find_maven
    say "building Holdfast (the first time takes a few minutes)"
    # The compiler sees only changed tests, and not those that it compiled before.
    rm -rf "$holdfast_root"/bundles/*/target/test-classes
    maven -q package -DskipTests -Dspotless.check.skip=true -pl product -am >&2 || die "the build failed"
}

# Beginning of a command that is to run in namespaces of its own. One user inside, with all capabilities over them and
# with none outside. It isn't called root there, because tcpdump and nginx would then try to become somebody else, which
# no single-user namespace permits.
own_network=(unshare --user --map-user=1000 --map-group=1000 --keep-caps --net)
in_namespaces=("${own_network[@]}" --mount --pid --fork --mount-proc --kill-child env "PATH=$PATH:/usr/sbin:/sbin")

need_namespaces() {
    "${own_network[@]}" true 2>/dev/null || die "user namespaces aren't permitted here.
  As root: sysctl -w kernel.unprivileged_userns_clone=1 (Debian), and
  sysctl -w kernel.apparmor_restrict_unprivileged_userns=0 (where AppArmor restricts them)"
}

# Tells whether an X display answers; without one, headless programs run under Xvfb.
has_display() { [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; }
