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

export const audit = {
  fromOperations: 'Audit: whether every decision is as it was recorded',
  heading: 'Is the record as it was written?',
  intro:
    'Each decision on an experiment, and each act on a playbook, freeze, review or schedule of drills, is chained to the one before it. Signed tree heads over all of these entries are copied outside the database, so that nobody can change, drop or rewrite one unnoticed.',
  failed: 'The state of the audit could not be loaded',
  glance: 'The audit at a glance',
  entries: 'decisions and acts',
  notWhole:
    'You may see some of the services. How many entries there are, and the tree over them, counts those of others too: it is shown to who may see everything.',
  notShown: 'not shown',
  covered: 'covered by a signed head that every copy has',
  newer: 'newer, not covered yet',
  newerNote: 'the next head covers these, within seconds',
  stopped: 'no key signs heads',
  troubles: 'What keeps entries from being proved',
  verification: 'Verification',
  verify: 'Verify now',
  never: 'Nobody has verified the record yet.',
  running: 'Verifying: {{checked}} of {{total}} entries so far',
  runningNow: 'Verifying',
  interrupted:
    'The last verification was interrupted when the portal was stopped. Start it again.',
  couldNot: 'The last verification could not be finished: {{trouble}}',
  intact: 'Intact',
  notIntact: 'Not intact',
  by: 'Verified by {{name}}',
  took: 'in {{duration}}',
  firstBad: 'The first bad entry',
  whatDecision: 'Decision {{seq}} of its experiment',
  whatAct: 'Act {{seq}} on its record, of the kind: {{record}}',
  whatPlace: '{{named}}, number {{place}} of all',
  whatHidden: 'An entry of a service that you may not see',
  whatHead: 'The tree head over {{size}} entries',
  whatAHead: 'A tree head',
  whatCopy: 'The copy {{name}}',
  experiment: 'Show the experiment',
  whatToDo:
    'Keep the copies and the database as they are, and compare them with a backup: docs/audit.md tells what each fault means.',
  head: 'Newest tree head',
  noHead: 'No tree head is signed yet.',
  headSize: 'Covers',
  headEntries: '{{size}} entries',
  headAt: 'Signed',
  headRoot: 'Root',
  headKey: 'Key',
  copies: 'Copies outside the database',
  noCopies: 'There are none.',
  copy: 'Copy',
  copySize: 'Has entries',
  copiedAt: 'Last copied',
  copyNever: 'never',
  copyState: 'State',
  copyOk: 'Up to date',
  copyBehind: 'Behind',
  copyTrouble: 'Fails: {{trouble}}',
  notStarted: 'The verification did not start',
  notExported: 'Nothing was exported',
  export: 'Export',
  exportIntro:
    'Decisions and acts that you may see. As JSON Lines, those of one experiment come with the proofs that verify them anywhere, for who may see everything.',
  exportKind: 'What',
  exportAll: 'Everything',
  exportExperiment: 'Experiment',
  exportExperimentHelp: 'its id; empty for all',
  exportService: 'Service',
  exportServiceHelp: 'such as component:default/checkout',
  exportPerson: 'Person',
  exportPersonHelp: 'such as user:default/dana',
  exportFrom: 'From',
  exportTo: 'Until before',
  exportJsonl: 'Export as JSON Lines',
  exportCsv: 'Export as CSV',
  kind: {
    decision: 'Decisions',
    playbook: 'Playbook',
    freeze: 'Freeze',
    review: 'Review',
    'drill-schedule': 'Schedule of drills',
  },
  recordNamed: '{{kind}}: {{title}}',
  actsTitle: 'Acts of governance',
  actsIntro:
    'Who changed the rules: what was done to playbooks, freezes, reviews and schedules of drills, newest first.',
  actsFailed: 'The acts could not be loaded',
  noActs: 'Nothing was done to such a record yet.',
  actKind: 'Kind of record',
  anyKind: 'Any',
  actRecord: 'Record',
  act: 'What was done',
  actActor: 'By',
  actOfFile: 'A file, at a start',
  actAt: 'When',
  acts: {
    registered: 'Registered',
    proposed: 'Change proposed',
    'signed-off': 'Signed off',
    refused: 'Change refused',
    withdrawn: 'Change withdrawn',
    reviewed: 'Read again',
    declared: 'Declared',
    extended: 'Extended',
    ended: 'Ended',
    'window-ended': 'One window ended early',
    opened: 'Opened',
    written: 'Written',
    closed: 'Closed',
    set: 'Set',
    removed: 'Removed',
  },
} as const;
