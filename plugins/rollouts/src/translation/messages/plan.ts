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

/** Words for showing a whole plan, and what is known of it. */
export const plan = {
  line: 'Line {{line}}',
  hypothesis: {
    title: 'Hypothesis',
    goal: 'Business goal: {{goal}}',
    sentence:
      'We believe that {{belief}} for {{audience}} will lead to {{outcome}}.',
    refuted: 'We are wrong if {{refutedBy}}.',
    missing: '…',
  },
  facts: {
    title: 'What is released, where, and until when',
    service: 'Service',
    environment: 'Environment',
    playbook: 'Playbook',
    playbookVersion: '{{playbook}}, version {{version}}',
    images: 'Images',
    commit: 'Commit',
    pullRequest: 'Pull request',
    build: 'Build',
    authors: 'Authors',
    target: 'Target',
    backends: '{{new}} takes traffic from {{baseline}}',
    start: 'Start',
    startWhenApproved: 'By itself, once approved',
    startByHand: 'By hand, once approved',
    notBefore: '{{start}}, not before {{time}}',
    end: 'End',
    endMeans: '{{time}}. Not completed by then, it is taken back.',
    hash: 'Plan hash',
    none: 'None',
  },
  success: {
    title: 'What decides the hypothesis',
    metric: '{{metric}}: a change of {{change}} for the better is worth it',
    rule: 'Decision rule',
    rules: {
      'clear-signals': 'Clear signals',
      'do-no-harm': 'Do no harm',
      'superior-and-not-inferior': 'Superior and not inferior',
    },
    ruleMeans: {
      'clear-signals':
        'Validated when every success metric is clearly better by a worthwhile amount.',
      'do-no-harm':
        'Validated when a loss that would matter is ruled out for every success metric.',
      'superior-and-not-inferior':
        'Validated when one success metric is clearly better by a worthwhile amount, and a loss that would matter is ruled out for the others.',
    },
  },
  stages: {
    title: 'Stages',
    caption: 'The stages, from first to last',
    stage: 'Stage',
    exposes: 'Exposes',
    internal: '{{share}} of internal ({{header}})',
    segment: '{{share}} of segment {{name}} ({{header}})',
    everyone: '{{share}} of everyone',
    bake: 'Bake time',
    sample: 'Sample',
    requests: '{{amount}} requests',
    approvals: 'Opens with',
    noApproval: 'No approval',
    approval_one: '{{count}} approval from {{from}}',
    approval_other: '{{count}} approvals from {{from}}',
    onEvidence: 'on the evidence of the stage before',
    decideBy: {
      hold: 'within {{duration}}, or it is held',
      remind: 'within {{duration}}, or people are reminded',
      'roll-back': 'within {{duration}}, or it is rolled back',
    },
    milestone: '{{title}}, attested by {{role}}',
    guardrails: 'Guardrails',
    current: 'To be decided now',
  },
  chart: {
    title: 'Exposure over time',
    earliest:
      'Earliest finish: {{duration}} after the start, if nobody and nothing keeps it waiting.',
    everyone: 'Everyone',
    internal: 'Internal',
    segment: 'Segment',
    time: 'Time since the start',
    stage: 'Stage',
  },
  guardrails: {
    title: 'Guardrails',
    caption: 'The checks that must hold while exposed',
    name: 'Guardrail',
    metric: 'Metric',
    holds: 'Must hold',
    threshold: {
      'lower-is-better': 'at most {{limit}}',
      'higher-is-better': 'at least {{limit}}',
      unknown: 'limit {{limit}}',
    },
    relative: {
      'lower-is-better': 'at most {{change}} above the baseline',
      'higher-is-better': 'at most {{change}} below the baseline',
      unknown: 'at most {{change}} worse than the baseline',
    },
    confirmed: 'Breaches after',
    looks_one: '{{count}} failed look',
    looks_other: '{{count}} failed looks in a row',
    minimumCount: 'of at least {{amount}} observations each',
    noData: 'Without data',
    noDataAfter: '{{action}} after {{duration}}',
    onBreach: 'On breach',
    actions: {
      'roll-back': 'roll back',
      hold: 'hold',
      notify: 'notify',
    },
  },
  wayBack: {
    title: 'The way back',
    'restore-baseline':
      'The configuration from before the first exposure is restored at once.',
    'hold-and-call':
      'This change can’t be undone. On a breach, exposure is held and people are called.',
  },
  policy: {
    passing: '{{amount}} policies are met',
    title: 'What policy says',
    none: 'No policy has anything to say yet.',
    remedy: 'Remedy: {{remedy}}',
    outcome: {
      pass: 'Met',
      warn: 'Mind',
      fail: 'Not met',
      bypassed: 'Not met, gone past',
    },
    by: {
      everybody: 'Demanded of every plan.',
      playbook: 'Demanded by the playbook.',
      'everybody-and-playbook': 'Demanded of every plan and by the playbook.',
    },
    bypassed: '{{by}} went past it in an emergency, until {{until}}.',
  },
  risk: {
    low: 'Risk: low',
    medium: 'Risk: medium',
    high: 'Risk: high',
    critical: 'Risk: critical',
  },
  preflight: {
    title: 'Preflight',
    titleOf: 'Preflight of {{target}}',
    none: 'There is nothing to check for this kind of target.',
    required: 'The playbook demands that this passes.',
    passing: '{{amount}} checks pass',
    outcome: { pass: 'Passes', warn: 'Mind', fail: 'Fails' },
  },
  held: {
    title: 'Another rollout holds this target',
    by: 'It is held by',
    remedy:
      'Wait until that rollout has ended, ask its owners to cancel it or to roll it back, or choose another target.',
    byUnseen: 'You may not see which one.',
    remedyUnseen:
      'Choose another target, or ask the operators of this portal when it is free.',
    checks:
      'The checks below may see what that rollout has done: it takes it back itself, so that there is nothing to mend by hand.',
  },
  departures: {
    title: 'Departures from the playbook',
    none: 'None: stages and guardrails are as in the playbook.',
  },
  blast: {
    title: 'Blast radius',
    unknown: 'Shown here as soon as the stages are complete.',
    upTo: 'At most',
    requests: 'Requests a second',
    noTraffic: 'not known: there is no traffic to measure',
    duration: 'For at least',
  },
  changes: {
    title: 'What each stage changes',
    help: 'By the API server’s own dry run: nothing has been changed.',
    stage: 'Stage {{number}}, {{name}}: {{share}}',
    same: 'This stage changes nothing on the target.',
    noChange: 'The dry run gave no change.',
    label: 'Changes by stage {{number}} on {{target}}',
    removed: 'removed',
    added: 'added',
    count: '{{added}} lines added, {{removed}} removed',
    gap: '{{amount}} unchanged lines',
  },
} as const;
