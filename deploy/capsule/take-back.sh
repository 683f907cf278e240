#!/bin/sh
# Takes an exposure back by its capsule, without Stagecraft: with kubectl,
# openssl 3 and what POSIX has. Nothing of a capsule is ever run as a command;
# it is data for kubectl, and only when its signature holds.
set -eu

KUBECTL=${KUBECTL:-kubectl}
NAMESPACE=stagecraft

usage() {
  cat <<'USAGE'
Usage:
  take-back.sh list
      The capsules that are kept in the cluster, newest last.
  take-back.sh check --key FILE CAPSULE
      Whether a capsule is genuine, of this cluster and the newest of its
      target, and what it would do, by dry runs. Changes nothing.
  take-back.sh apply --key FILE CAPSULE
      The same, then does it and looks at what the cluster shows.

  --key FILE        the public key of Stagecraft's capsules, PEM
  --namespace NAME  where capsules are kept (stagecraft)
  --context NAME    of the kubeconfig

KUBECTL in the environment names another kubectl.

Ends with 0 when all is well, 1 when the capsule is refused and nothing was
changed, 2 for a wrong call, 3 when not everything could be taken back.
USAGE
}

say() { printf '%s\n' "$*"; }
refuse() { printf 'Refused: %s\n' "$*" >&2; exit 1; }
misused() { printf '%s\n\n' "$*" >&2; usage >&2; exit 2; }

command=${1-}
[ $# -gt 0 ] && shift
key='' capsule='' context=''
while [ $# -gt 0 ]; do
  case $1 in
    --key | --namespace | --context)
      [ $# -ge 2 ] || misused "$1 needs a value."
      case $1 in
        --key) key=$2 ;;
        --namespace) NAMESPACE=$2 ;;
        --context) context=$2 ;;
      esac
      shift 2 ;;
    -*) misused "There is no option $1." ;;
    *)
      [ -z "$capsule" ] || misused 'Name one capsule.'
      capsule=$1
      shift ;;
  esac
done

k() { "$KUBECTL" ${context:+--context "$context"} "$@"; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

# field PATH [FILE]: what a JSONPath finds in a capsule; no server is asked.
field() {
  "$KUBECTL" label --local --filename "${2-$work/capsule.json}" checked=yes --output "jsonpath=$1"
}

# fetch NAME FILE: the text of a record, and its signature in FILE.sig.
fetch() {
  k --namespace "$NAMESPACE" get configmap "$1" --output 'jsonpath={.data.capsule}' > "$2" &&
    k --namespace "$NAMESPACE" get configmap "$1" --output 'jsonpath={.data.signature}' > "$2.b64" &&
    openssl base64 -d -A -in "$2.b64" -out "$2.sig"
}

is_genuine() {
  openssl pkeyutl -verify -pubin -inkey "$key" -rawin -in "$1" -sigfile "$1.sig" > /dev/null 2>&1
}

# read_header FILE: what a record says of itself.
read_header() {
  field '{.apiVersion} {.kind}{"\n"}{.cluster}{"\n"}{.target.id}{"\n"}{.rollout}{"\n"}{.phase}{"\n"}{.sealedAt}{"\n"}{.end}{"\n"}' "$1" > "$work/header"
  {
    read -r type
    read -r cluster
    read -r target
    read -r rollout
    read -r phase
    read -r sealed
    read -r end
  } < "$work/header"
}

# latest A B: the later of two instants.
latest() { printf '%s\n%s\n' "$1" "$2" | LC_ALL=C sort | tail -n 1; }

# What the capsule is, before what it says is looked at.
require_genuine() {
  fetch "$capsule" "$work/capsule.json" ||
    refuse "there is no capsule $capsule in namespace $NAMESPACE, or it can't be read."
  is_genuine "$work/capsule.json" ||
    refuse "its signature is not by the key in $key. It was changed, or signed by another key."
  read_header "$work/capsule.json"
  [ "$type" = 'stagecraft.dev/v1 Capsule' ] ||
    refuse 'it is no capsule that this program reads.'
  [ "$phase" != closed ] ||
    refuse 'it says that the way back is closed: rolled back, promoted, or at its end.'
}

require_this_cluster() {
  here=$(k get namespace kube-system --output 'jsonpath={.metadata.uid}')
  [ "$here" = "$cluster" ] ||
    refuse "it is of the cluster $cluster, and this one is $here."
}

# A completed rollout can be taken back until its end only: after it, the old
# version may be gone. While it ramps, the end is when it must be taken back.
require_in_time() {
  [ "$phase" = completed ] || return 0
  [ "$(latest "$(date -u +%Y-%m-%dT%H:%M:%S.000Z)" "$end")" = "$end" ] ||
    refuse "the rollout completed and its way back ended at $end. The old version may be gone."
}

# Of a target's records the newest counts: a later phase, a later rollout, or
# that the way back is closed. Records that are not genuine don't count.
require_newest() {
  k --namespace "$NAMESPACE" get configmaps --output \
    'jsonpath={range .items[*]}{.metadata.name}{"\n"}{end}' \
    --selector "stagecraft.dev/target=$(k --namespace "$NAMESPACE" get configmap "$capsule" \
      --output 'jsonpath={.metadata.labels.stagecraft\.dev/target}')" > "$work/records"
  own_target=$target own_sealed=$sealed
  while read -r name; do
    [ "$name" != "$capsule" ] || continue
    fetch "$name" "$work/record.json" || continue
    is_genuine "$work/record.json" || continue
    read_header "$work/record.json"
    [ "$target" = "$own_target" ] || continue
    [ "$(latest "$own_sealed" "$sealed")" = "$own_sealed" ] ||
      refuse "$name is newer, of the phase $phase. It counts."
  done < "$work/records"
  read_header "$work/capsule.json"
}

steps() { field '{range .steps[*]}{.do}{"\n"}{end}' | awk 'END { print NR }'; }

# read_step N: step_* of a step.
read_step() {
  at=".steps[$1]"
  field "{$at.do}{\"\n\"}{$at.object.resource}{\"\n\"}{$at.object.namespace}{\"\n\"}{$at.object.name}{\"\n\"}{$at.object.uid}{\"\n\"}" > "$work/step"
  {
    read -r step_do
    read -r step_resource
    read -r step_namespace
    read -r step_name
    read -r step_uid
  } < "$work/step"
  step_label="$step_resource $step_namespace/$step_name"
}

on_step() {
  verb=$1
  shift
  k --namespace "$step_namespace" "$verb" "$step_resource" "$step_name" "$@"
}

require_same_objects() {
  number=0
  while [ "$number" -lt "$count" ]; do
    read_step "$number"
    uid=$(on_step get --output 'jsonpath={.metadata.uid}') ||
      refuse "$step_label is gone."
    [ "$uid" = "$step_uid" ] ||
      refuse "$step_label was deleted and made anew: it is another object now."
    number=$((number + 1))
  done
  read_step 0
  mark=$(on_step get --output "jsonpath={.metadata.annotations.$(field '{.mark}' | sed 's/\./\\./g')}")
  [ "${mark%% *}" = "$rollout" ] ||
    refuse "$step_label is not marked as governed by rollout $rollout (it reads '$mark')."
}

# patch_step N BODY [--dry-run=server]
patch_step() {
  type=$(field "{.steps[$1].type}")
  subresource=$(field "{.steps[$1].subresource}")
  field "{.steps[$1].bodies[$2]}" > "$work/body.json"
  shift 2
  [ -z "$subresource" ] || set -- "--subresource=$subresource" "$@"
  on_step patch --type "$type" --patch-file "$work/body.json" \
    --field-manager stagecraft-capsule "$@" > "$work/said" 2>&1
}

# try_patch N: dry-runs the bodies of a step; body is the first that fits.
try_patch() {
  body=0
  while [ -n "$(field "{.steps[$1].bodies[$body]}" 2> /dev/null)" ]; do
    ! patch_step "$1" "$body" --dry-run=server || return 0
    body=$((body + 1))
  done
  return 1
}

dry_run() {
  number=0
  while [ "$number" -lt "$count" ]; do
    read_step "$number"
    if [ "$step_do" = patch ]; then
      try_patch "$number" ||
        refuse "$step_label takes none of its patches, someone has changed it: $(cat "$work/said"). Take it back by hand."
      say "$step_label can be taken back:"
      field "{.steps[$number].bodies[$body]}"
      say ''
    fi
    number=$((number + 1))
  done
}

is_shown() {
  wanted=$(field "{.steps[$1].value}")
  shown=$(on_step get --output "jsonpath=$(field "{.steps[$1].path}")") || return 1
  [ -n "$wanted" ] || { [ -z "$shown" ] && return 0 || return 1; }
  [ -n "$shown" ] || return 1
  for word in $shown; do [ "$word" = "$wanted" ] || return 1; done
}

await() {
  left=$(field "{.steps[$1].seconds}")
  while ! is_shown "$1"; do
    [ "$left" -gt 0 ] || return 1
    left=$((left - 1))
    sleep 1
  done
}

act() {
  number=0 failed=0
  while [ "$number" -lt "$count" ]; do
    read_step "$number"
    case $step_do in
      patch)
        if try_patch "$number" && patch_step "$number" "$body"; then
          say "$step_label: written."
        else
          failed=1
          say "$step_label: NOT written: $(cat "$work/said")" >&2
        fi ;;
      await)
        path=$(field "{.steps[$number].path}")
        if await "$number"; then
          say "$step_label: $path is as it must be."
        else
          failed=1
          say "$step_label: $path is NOT '$wanted', it is '$shown'." >&2
        fi ;;
      *) refuse "it has a step '$step_do' that this program does not know." ;;
    esac
    number=$((number + 1))
  done
  return "$failed"
}

case $command in
  list)
    k --namespace "$NAMESPACE" get configmaps --selector stagecraft.dev/capsule \
      --sort-by '{.metadata.creationTimestamp}' \
      --output 'custom-columns=CAPSULE:.metadata.name,WHEN:.metadata.creationTimestamp,ABOUT:.data.about'
    exit 0 ;;
  check | apply) ;;
  *) misused 'Say what to do: list, check or apply.' ;;
esac

[ -n "$capsule" ] || misused 'Name a capsule; `list` shows them.'
[ -r "$key" ] || misused 'Give the public key with --key.'
case $(openssl version) in
  OpenSSL\ [3-9]*) ;;
  *) misused "openssl 3 or newer is needed, and this is $(openssl version)." ;;
esac

require_genuine
require_this_cluster
require_in_time
require_newest
count=$(steps)
[ "$count" -gt 0 ] || refuse "in the phase $phase there is no way back that is safe as data."
require_same_objects
dry_run
[ "$command" = apply ] || exit 0
if act; then
  say 'Taken back. Stagecraft holds the rollout when it is up again.'
else
  say 'Not everything was taken back: look at what is named above.' >&2
  exit 3
fi
