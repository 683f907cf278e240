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
  heading: 'Is every decision as it was recorded?',
  intro:
    'Each decision is chained to the one before it. Signed tree heads over all of them are copied outside the database, so that nobody can change, drop or rewrite one unnoticed.',
  failed: 'The state of the audit could not be loaded',
  glance: 'The audit at a glance',
  decisions: 'decisions',
  covered: 'covered by a signed head that every copy has',
  newer: 'newer, not covered yet',
  newerNote: 'the next head covers these, within seconds',
  stopped: 'no key signs heads',
  troubles: 'What keeps decisions from being proved',
  verification: 'Verification',
  verify: 'Verify now',
  never: 'Nobody has verified the decisions yet.',
  running: 'Verifying: {{checked}} of {{total}} decisions so far',
  interrupted:
    'The last verification was interrupted when the portal was stopped. Start it again.',
  couldNot: 'The last verification could not be finished: {{trouble}}',
  intact: 'Intact',
  notIntact: 'Not intact',
  by: 'Verified by {{name}}',
  took: 'in {{duration}}',
  firstBad: 'The first bad record',
  whatDecision: 'Decision {{seq}} of its experiment',
  whatDecisionPlace:
    'Decision {{seq}} of its experiment, number {{place}} of all',
  whatHiddenPlace: 'A decision of a service that you may not see',
  whatHead: 'The tree head over {{size}} decisions',
  whatCopy: 'The copy {{name}}',
  experiment: 'Show the experiment',
  whatToDo:
    'Keep the copies and the database as they are, and compare them with a backup: docs/audit.md tells what each fault means.',
  head: 'Newest tree head',
  noHead: 'No tree head is signed yet.',
  headSize: 'Covers',
  headDecisions: '{{size}} decisions',
  headAt: 'Signed',
  headRoot: 'Root',
  headKey: 'Key',
  copies: 'Copies outside the database',
  noCopies: 'There are none.',
  copy: 'Copy',
  copySize: 'Has decisions',
  copiedAt: 'Last copied',
  copyNever: 'never',
  copyState: 'State',
  copyOk: 'Up to date',
  copyBehind: 'Behind',
  copyTrouble: 'Fails: {{trouble}}',
  notStarted: 'The verification did not start',
  notExported: 'The decisions were not exported',
  export: 'Export',
  exportIntro:
    'Decisions of the services that you may see. As JSON Lines, those of one experiment come with the proofs that verify them anywhere.',
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
} as const;
