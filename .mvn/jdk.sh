# Sourced by sallyport, verify and .ci/run (POSIX sh): finds a JDK 25 or newer, whatever `java` on the PATH is.

# jdk_serves HOME: true when HOME holds a JDK of version 25 or newer.
jdk_serves() {
    [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 1
    jdk_version=
    if [ -r "$1/release" ]; then
        jdk_version=$(sed -n 's/^JAVA_VERSION="\{0,1\}\([0-9]*\).*/\1/p' "$1/release" | head -n 1)
    fi
    if [ -z "$jdk_version" ]; then
        jdk_version=$("$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p' | head -n 1)
    fi
    [ -n "$jdk_version" ] && [ "$jdk_version" -ge 25 ]
}

# find_jdk: exports JAVA_HOME, the first JDK that serves; otherwise says in one sentence what was looked for, and fails.
find_jdk() {
    jdk_on_path=$(command -v javac 2>/dev/null) || jdk_on_path=
    while [ -n "$jdk_on_path" ] && [ -L "$jdk_on_path" ]; do
        jdk_link=$(readlink "$jdk_on_path")
        case $jdk_link in
        /*) jdk_on_path=$jdk_link ;;
        *) jdk_on_path=$(dirname "$jdk_on_path")/$jdk_link ;;
        esac
    done
    [ -z "$jdk_on_path" ] || jdk_on_path=$(dirname "$(dirname "$jdk_on_path")")

    for jdk_home in "${SALLYPORT_JAVA_HOME-}" "${JAVA_HOME-}" \
        /usr/lib/jvm/* /opt/* "${HOME-}"/.sdkman/candidates/java/* "${HOME-}"/.jdks/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
        /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
        "$jdk_on_path"; do
        if [ -n "$jdk_home" ] && jdk_serves "$jdk_home"; then
            JAVA_HOME=$jdk_home
            export JAVA_HOME
            return 0
        fi
    done
    printf '%s\n' "sallyport: needs a JDK 25 or newer and found none in SALLYPORT_JAVA_HOME, JAVA_HOME, /usr/lib/jvm, \
/opt, ~/.sdkman, ~/.jdks, macOS's Java folders or behind javac on the PATH: install one (such as Temurin 25 from \
https://adoptium.net), or set SALLYPORT_JAVA_HOME to its folder." >&2
    return 1
}
