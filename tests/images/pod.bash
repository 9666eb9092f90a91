# SPDX-License-Identifier: Apache-2.0
#
# Runs the agent of a mounted image as its pod would, in a mount namespace of its own: bash -s ROOT TEE < pod.bash
# shellcheck shell=bash
set -euo pipefail
root=$1 tee=$2

mount --bind "$root" "$root"
mount -t tmpfs tmpfs "$root/var/lib/attestation-agent"
mount -t tmpfs tmpfs "$root/run/tee-agent"
mount --rbind /proc "$root/proc"
mount -o remount,bind,ro "$root"

# As the manifest says: uid 0 without capabilities but two, in the two groups of the sockets.
inside=(chroot "$root" setpriv --no-new-privs --inh-caps=-all --bounding-set=-all,+sys_ptrace,+dac_read_search --groups=64100,64101)
health=("${inside[@]}" /app/attestation-agent health)

! "${inside[@]}" touch /app/written 2> /dev/null || { echo "the root can be written"; exit 1; }
"${inside[@]}" /app/attestation-agent --simulate "$tee" &
agent=$!
trap 'kill -KILL "$agent" 2> /dev/null || true' EXIT
for _ in {1..120}; do
    ! "${health[@]}" startup > /dev/null 2>&1 || break
    kill -0 "$agent" || exit 1
    sleep 0.5
done
"${health[@]}" startup
"${health[@]}" ready
"${health[@]}" live
kill -TERM "$agent"
wait "$agent"
