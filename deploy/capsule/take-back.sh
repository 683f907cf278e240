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
  field '{.apiVersion} {.kind}{"\n"}{.cluster}{"\n"}{.target.id}{"\n"}{.rollout}{"\n"}{.phase}{"\n"}{.sealedAt}{"\n"}{.end}{"\n"}{.mark}{"\n"}' "$1" > "$work/header"
  {
    read -r type
    read -r cluster
    read -r target
    read -r rollout
    read -r phase
    read -r sealed
    read -r end
    read -r annotation
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

# read_steps: the fields of every step, a line each, and how many steps are.
FIELDS='do object.resource object.namespace object.name object.uid type subresource path value seconds'
read_steps() {
  template=''
  for name in $FIELDS; do template="$template{.$name}{\"\\n\"}"; done
  field "{range .steps[*]}$template{end}" > "$work/steps"
  count=$(awk 'END { print NR / 10 }' "$work/steps")
}

# read_step N: step_* of a step.
read_step() {
  sed -n "$(($1 * 10 + 1)),$(($1 * 10 + 10))p" "$work/steps" > "$work/step"
  {
    read -r step_do
    read -r step_resource
    read -r step_namespace
    read -r step_name
    read -r step_uid
    read -r step_type
    read -r step_subresource
    read -r step_path
    read -r step_value
    read -r step_seconds
  } < "$work/step"
  step_label="$step_resource $step_namespace/$step_name"
}

on_step() {
  verb=$1
  shift
  k --namespace "$step_namespace" "$verb" "$step_resource" "$step_name" "$@"
}

require_same_objects() {
  number=0 checked=''
  while [ "$number" -lt "$count" ]; do
    read_step "$number"
    number=$((number + 1))
    [ "$step_label" != "$checked" ] || continue
    checked=$step_label
    uid=$(on_step get --output 'jsonpath={.metadata.uid}') ||
      refuse "$step_label is gone."
    [ "$uid" = "$step_uid" ] ||
      refuse "$step_label was deleted and made anew: it is another object now."
  done
  read_step 0
  name=$(printf '%s' "$annotation" | sed 's/\./\\./g')
  mark=$(on_step get --output "jsonpath={.metadata.annotations.$name}")
  [ "${mark%% *}" = "$rollout" ] ||
    refuse "$step_label is not marked as governed by rollout $rollout (it reads '$mark')."
}

# patch_step N [--dry-run=server]: by the body that was found for it.
patch_step() {
  body="$work/body.$1"
  shift
  [ -z "$step_subresource" ] || set -- "--subresource=$step_subresource" "$@"
  on_step patch --type "$step_type" --patch-file "$body" \
    --field-manager stagecraft-capsule "$@" > "$work/said" 2>&1
}

# find_body N: the first of a step's bodies that a dry run accepts.
find_body() {
  at=0
  while field "{.steps[$1].bodies[$at]}" > "$work/body.$1" 2> /dev/null; do
    ! patch_step "$1" --dry-run=server || return 0
    at=$((at + 1))
  done
  return 1
}

dry_run() {
  number=0
  while [ "$number" -lt "$count" ]; do
    read_step "$number"
    if [ "$step_do" = patch ]; then
      find_body "$number" ||
        refuse "$step_label takes none of its patches, someone has changed it: $(cat "$work/said"). Take it back by hand."
      say "$step_label can be taken back:"
      cat "$work/body.$number"
      say ''
    fi
    number=$((number + 1))
  done
}

is_shown() {
  shown=$(on_step get --output "jsonpath=$step_path") || return 1
  if [ -z "$step_value" ]; then [ -z "$shown" ]; return; fi
  [ -n "$shown" ] || return 1
  for word in $shown; do [ "$word" = "$step_value" ] || return 1; done
}

await() {
  until=$(($(date +%s) + step_seconds))
  while ! is_shown; do
    [ "$(date +%s)" -lt "$until" ] || return 1
    # Not every sleep knows parts of a second.
    sleep 0.2 2> /dev/null || sleep 1
  done
}

act() {
  number=0 failed=0
  while [ "$number" -lt "$count" ]; do
    read_step "$number"
    case $step_do in
      patch)
        if patch_step "$number" || { find_body "$number" && patch_step "$number"; }; then
          say "$step_label: written."
        else
          failed=1
          say "$step_label: NOT written: $(cat "$work/said")" >&2
        fi ;;
      await)
        if await; then
          say "$step_label: $step_path is as it must be."
        else
          failed=1
          say "$step_label: $step_path is NOT '$step_value', it is '$shown'." >&2
        fi ;;
      *)
        failed=1
        say "It has a step '$step_do' that this program does not know." >&2 ;;
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
read_steps
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
