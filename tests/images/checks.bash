# SPDX-License-Identifier: Apache-2.0
#
# What is looked at in an image, a line each. Sourced by tests/images/run.
# shellcheck shell=bash

# check NAME COMMAND...: what the command said is shown where it fails.
check() {
    local name=$1 said; shift
    if said=$("$@" 2>&1); then printf 'ok %s\n' "$name"; else printf 'not ok %s\n' "$name"; printf '%s: %s\n' "$name" "$said" >&2; failed=1; fi
}

check_simulated() {
    local tee=$1; container=$(b from --pull-never "$2"); place=$(b mount "$container")
    check "$tee: the image runs as a numeric user and starts the agent" configured "--simulate $tee"
    check "$tee: its programs say their version and that simulators are inside" versions simulators
    check "$tee: doctor finds no evidence and says what was tried" doctor
    check "$tee: a simulated statement verifies inside the image" attest_once "$tee"
    check "$tee: evidence with one byte changed is refused" refuse_changed "$tee"
    check "$tee: the agent runs with the manifest's configuration, capabilities and read-only root" run_as_the_manifest_says "$tee"
    b rm "$container" > /dev/null
}

check_released() {
    local tee=$1; container=$(b from --pull-never "$2"); place=$(b mount "$container")
    check "$tee released: the image runs as a numeric user and demands its TEE" configured "--tee $tee"
    check "$tee released: its programs say their version and that no simulators are inside" versions "no simulators"
    check "$tee released: no simulated authority is in any file" no_simulated_authority
    check "$tee released: the simulator cannot be asked for" refuses 1 /app/attestation-agent --simulate "$tee"
    write_configuration
    check "$tee released: without the TEE the agent does not start" refuses 5 /app/attestation-agent --tee "$tee"
    check "$tee released: doctor finds no evidence and says what was tried" doctor
    check "$tee released: the plugin has the digest that lies beside it" digest
    check "$tee released: nothing of ours can be written or changes user" modes
    check "$tee released: labels name licence and revision" labels "$2"
    printf '# %s released: %s MB of binaries\n' "$tee" "$(du -sm "$place/app" | cut -f 1)"
    b rm "$container" > /dev/null
}

check_spire() {
    local side=$1; container=$(b from --pull-never "localhost/spire:$side"); place=$(b mount "$container")
    check "spire $side: the plugin starts in the derived image" in_image /opt/spire/plugins/spire-tee-plugin --version
    check "spire $side: SPIRE's own program is the one of its image" cmp "$(command -v busybox)" "$place/opt/spire/bin/spire-$side"
    b rm "$container" > /dev/null
}

in_image() { b run "$container" -- "$@"; }

# The command ends with this code.
refuses() {
    local want=$1 code=0; shift
    in_image "$@" || code=$?
    ((code == want)) || { echo "ended with $code"; return 1; }
}

configured() {
    local said
    said=$(b inspect --format '{{.OCIv1.Config.User}} {{.OCIv1.Config.Entrypoint}} {{.OCIv1.Config.Cmd}}' "$container")
    [[ $said == "0:0 [/app/attestation-agent] [$1]" ]] || { echo "$said"; return 1; }
}

versions() {
    local program said
    for program in attestation-agent attest; do
        said=$(in_image "/app/$program" --version)
        [[ $said == *0.1.0* && $said =~ [,\(]\ ?"$1" ]] || { echo "$said"; return 1; }
    done
}

doctor() {
    local said code=0
    said=$(in_image /app/attest doctor 2>&1) || code=$?
    [[ $code == 5 && $said == *"no evidence can be had here"* && $said == *configfs-tsm* ]] || { echo "$code: $said"; return 1; }
}

attest_once() {
    in_image /app/attestation-agent --simulate "$1" --once --out /tmp/once && in_image /app/attest verify /tmp/once/bundle.json --policy /tmp/once/policy.json
}

refuse_changed() {
    local bundle="$place/tmp/once/bundle.json" letter
    letter=$(grep -oE -m 1 '"name":"(quote|report)","data":"[A-Za-z0-9+/]{301}' "$bundle" | tail -c 2)
    sed -i -E "s#(\"name\":\"(quote|report)\",\"data\":\"[A-Za-z0-9+/]{300}).#\1$([[ $letter == A ]] && echo B || echo A)#" "$bundle"
    refuses 2 /app/attest verify /tmp/once/bundle.json --policy /tmp/once/policy.json
}

# UTF-16, as strings lie in a native binary; that it would be found is seen on the published one.
no_simulated_authority() {
    local words='S\x00I\x00M\x00U\x00L\x00A\x00T\x00E\x00D\x00 \x00-\x00 \x00N\x00O\x00T\x00'
    LC_ALL=C grep -qaP "$words" "$work/simulated/out/attest" || { echo "the words are not found where they are"; return 1; }
    ! LC_ALL=C grep -laP "$words" "$place"/app/*
}

digest() { [[ $(sha256sum < "$place/app/spire-tee-plugin") == "$(< "$place/app/spire-tee-plugin.sha256")  -" ]]; }

modes() { [[ -z $(find "$place/app" \( -perm /6222 -o ! -user root \) -type f -print -o -type f ! -perm 0555 -print) ]]; }

labels() {
    [[ $(b inspect --type image --format '{{index .OCIv1.Config.Labels "org.opencontainers.image.licenses"}} {{index .OCIv1.Config.Labels "org.opencontainers.image.revision"}}' "$1") == "Apache-2.0 0123456789" ]]
}

# What kubelet and the runtime make of deploy/daemonset.yaml: mount points, read-only root, no new privileges, two capabilities, the ConfigMap.
run_as_the_manifest_says() {
    write_configuration
    unshare --mount bash -s "$place" "$1" < "$here/pod.bash"
}

# The ConfigMap's file, and the mount points that a runtime makes.
write_configuration() {
    mkdir -p "$place"/{etc/attestation-agent,var/lib/attestation-agent,run/tee-agent}
    awk '/agent.json: \|/ { inside = 1; next } inside && /^    / { print; next } inside { exit }' "$root/deploy/daemonset.yaml" > "$place/etc/attestation-agent/agent.json"
}
