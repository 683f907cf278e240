/*
 * Copyright 2026 The Stagecraft Authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

export const operations = {
  heading: 'What needs people now, freezes and clusters',
  trouble: {
    title: 'Stuck, rolling back or held',
    none: 'Nothing is stuck, rolling back or held.',
    failed: 'What needs people now could not be loaded',
    caption: 'Rollouts that are stuck, rolling back or held',
    more: 'There are more of them.',
    board: 'Show all rollouts',
  },
  clusters: {
    title: 'Clusters',
    failed: 'The clusters could not be loaded',
    emptyTitle: 'No cluster is configured',
    empty:
      'Here will be every cluster that targets can be in: whether it can be reached, what Stagecraft may not do there, and what is governed. Add clusters to kubernetes.clusterLocatorMethods of the portal’s configuration.',
  },
  count: {
    label: 'Clusters at a glance',
    reachable: 'clusters reachable',
    of: '{{some}} of {{all}}',
    governed: 'targets governed',
    inTrouble: '{{number}} in trouble',
    noTrouble: 'none in trouble',
    missing: 'permissions missing',
    noMissing: 'wherever services name targets',
    missingIn: 'in {{namespaces}}',
  },
  state: {
    reachable: 'Reachable',
    unreachable: 'Unreachable',
    unusable: 'Can’t be used',
  },
  cluster: {
    version: 'Version',
    identity: 'Identity',
    identityNote: 'the UID of its namespace kube-system',
    lastCall: 'Last answer',
    took: 'in {{duration}}',
    never: 'none since the portal started',
    unknown: 'unknown',
    permissions: 'Permissions',
    all: 'All there, in {{namespaces}}',
    noneAsked: 'No target is named here yet',
    notAsked: 'In namespace {{namespace}} it is not known: {{reason}}',
    remedy:
      'Apply deploy/kubernetes/rollouts-role.yaml in the namespace, or grant what is named.',
    governed: 'Governed targets',
    nothing: 'Nothing is governed here now.',
    caption: 'Governed targets in {{cluster}}',
    shown: 'The {{shown}} most pressing of {{all}} are shown.',
  },
  target: {
    target: 'Target',
    rollout: 'Rollout',
    phase: 'Phase',
    reports: 'The cluster reports',
    shouldBe: 'should be {{share}}',
    notTaken: 'not taken by the data plane yet',
    never: 'not seen yet',
    seen: 'Seen',
    fence: 'Fence',
    capsule: 'Capsule {{name}}',
    trouble: 'Trouble',
    noTrouble: 'none',
    attempts: '{{attempts}} attempts,',
    next: 'next',
  },
} as const;
