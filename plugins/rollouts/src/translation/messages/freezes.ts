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

export const freezes = {
  title: 'Freezes',
  failed: 'The freezes could not be loaded',
  none: 'Nothing is frozen, and nothing will be. A freeze keeps exposure from rising while it is in force; taking it back is always allowed.',
  past: 'Past freezes',
  history: 'What was done to it',
  calendar: {
    previous: 'Earlier',
    previousLabel: 'Earlier: the month before',
    today: 'Today',
    next: 'Later',
    nextLabel: 'Later: the month after',
    inForce: 'In force: {{title}}',
    from: 'from {{time}}',
    until: 'until {{time}}',
    between: '{{from}} to {{until}}',
    later: '{{number}} more in these weeks',
    none: 'No freeze in these weeks.',
    truncated: 'There are more windows than are shown.',
  },
  again: {
    text: '{{days}} at {{time}} for {{duration}}, by the clocks of {{timeZone}}',
    weekly: 'every {{days}}',
  },
  window: { to: 'to', open: 'until somebody ends it' },
  state: { 'in-force': 'In force', upcoming: 'Upcoming', past: 'Past' },
  change: {
    declared: 'Declared',
    extended: 'Extended',
    ended: 'Ended',
    'window-ended': 'Window ended',
  },
  fact: {
    covers: 'Covers',
    now: 'In force',
    next: 'Next',
    recurs: 'Comes again',
    contact: 'Ask',
    owner: 'Declared by',
  },
  scope: {
    label: 'What it covers',
    everything: 'everything',
    none: 'Pick one',
    of: {
      system: 'system {{name}}',
      service: 'service {{name}}',
      tag: 'services tagged {{name}}',
      cluster: 'cluster {{name}}',
    },
    kind: {
      all: 'Everything',
      system: 'A system',
      tag: 'Services with a tag',
      cluster: 'A cluster',
      service: 'A service',
    },
    pick: {
      system: 'System',
      tag: 'Tag',
      cluster: 'Cluster',
      service: 'Service',
    },
  },
  form: {
    title: 'Title',
    reason: 'Reason',
    reasonHelp: 'Everybody whose rollout waits reads it.',
    contact: 'Group to ask',
    contactHelp: 'A reference such as group:default/on-call',
    kind: 'When',
    kinds: { 'one-off': 'Once', recurring: 'Again and again' },
    start: 'Start',
    end: 'End',
    endHelp: 'Left empty, it lasts until somebody ends it.',
    repeats: 'Comes again',
    rules: {
      nightly: 'every day',
      workdays: 'every working day',
      weekends: 'every Saturday',
      monthly: 'on the last day of every month',
      other: 'by another rule',
    },
    rule: 'Rule',
    ruleHelp:
      'As in calendars (RFC 5545), such as FREQ=YEARLY;BYMONTH=11;BYDAY=4FR',
    firstStart: 'First start, by the clocks of the time zone',
    hours: 'Hours it lasts',
    hoursHelp: 'Real time, also on the night that clocks change.',
    timeZone: 'Time zone',
    windows: 'Its next windows, in your time zone',
    noWindows: 'None yet.',
  },
  declare: {
    open: 'Declare a freeze',
    title: 'Declare a freeze',
    effect:
      'While it is in force, nothing it covers is exposed further, by whomever. Guardrails, hold and roll back go on. Owners of what is under way are told.',
    confirm: 'Declare',
    refused: 'It was not declared',
  },
  extend: {
    title: 'Extend {{title}}',
    end: 'New end',
    windowHelp: 'Of the window in force; later ones stay as they are.',
    confirm: 'Extend',
    refused: 'It was not extended',
  },
  end: {
    title: 'End {{title}}',
    label: 'End now: {{title}}',
    effect:
      'What waited goes on when nothing else is in its way. Approvals that expired meanwhile are asked for again.',
    lineEffect:
      'What was held stays held: its owners resume it or roll it back. Others may be exposed again.',
    what: 'What ends',
    whats: {
      window: 'only the window in force',
      freeze: 'the freeze, so that it never comes again',
    },
    confirm: 'End now',
    refused: 'It was not ended',
  },
  line: {
    open: 'Stop the line',
    title: 'Stop the line',
    effect:
      'Holds everything exposed in this scope at once, each with your reason, and freezes the scope until somebody ends that, so that nothing else opens. What is rolling back goes on.',
    looking: 'Looking for what is exposed',
    previewNone:
      'Nothing that you see will be held; what is frozen: {{scope}}.',
    preview: 'It will hold {{number}}, and freeze {{scope}}:',
    doneNone:
      'Nothing that you see was held. Frozen until somebody ends it: {{scope}}.',
    done: 'Held {{number}}. Frozen until somebody ends it: {{scope}}.',
    confirm: 'Stop the line',
    refused: 'The line was not stopped',
    caption: 'What is exposed in the scope',
    rollout: 'Rollout',
    environment: 'Environment',
    outcome: 'Held?',
    outcomes: {
      holds: 'Will be held',
      held: 'Held',
      'already-held': 'Held already',
      'not-held': 'Not held',
    },
    incomplete: 'What you may not see in this scope is held as well.',
  },
  outlook: {
    title: 'Freezes ahead',
    hit: 'Stage {{stage}} waits for “{{title}}”:',
    finish: 'With them, the earliest finish is',
    open: 'Nobody has said when it ends.',
  },
} as const;
