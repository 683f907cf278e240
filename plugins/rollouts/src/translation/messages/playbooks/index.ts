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

import { diff } from './diff';
import { form } from './form';
import { policy } from './policy';

export const playbooks = {
  title: 'Playbooks',
  intro:
    'Templates of stages, guardrails, roles and recovery steps. A plan starts from one and says where it departs from it.',
  failed: 'The playbooks could not be loaded',
  failedOne: 'The playbook could not be loaded',
  emptyTitle: 'No playbook yet',
  empty:
    'Playbooks ship with the backend, are added in its configuration under rollouts.playbooks, or are proposed here.',
  proposedWaits: 'Waits for sign-off by',
  proposedText: 'New: no plan can be made from it before it is signed off.',
  demonstration: 'For demonstrations',
  stages_one: '{{count}} stage',
  stages_other: '{{count}} stages',
  least: 'at least {{duration}}',
  version: 'Version {{version}}',
  newest: 'Version {{version}}, the newest',
  olderTitle: 'This is version {{version}}; the newest is version {{newest}}',
  olderText:
    'A rollout keeps the version that its plan was made from. What can be done with the playbook is on the page of the newest.',
  toNewest: 'Go to version {{newest}}',
  newestOf: 'The newest version of {{id}}',
  fared: 'How it fared',
  notUsed: 'No rollout has used it yet',
  faredLine: {
    used_one: '{{count}} rollout',
    used_other: '{{count}} rollouts',
    rolledBack: ', {{number}} rolled back ({{share}})',
    restore: '; half of them restored within {{time}}',
    drill: {
      passed: 'The last drill passed',
      failed: 'The last drill failed',
    },
    noDrill: 'No drill yet',
  },
  rollouts: 'rollouts',
  completed: 'completed',
  rolledBack: 'rolled back',
  automatic: 'rolled back automatically',
  automaticNote: 'by a guardrail, the end or a fault',
  byHand: 'rolled back by hand',
  byHandNote: 'somebody pressed Roll back',
  ofRollouts: '{{share}} of {{rollouts}}',
  restore: 'median time to restore',
  restoreNote: 'decided to read back, {{rollouts}} rolled back',
  restoreNone: 'none rolled back',
  restoreP90: 'p90 time to restore',
  restoreP90Note: 'nine of ten were faster',
  drillsPassed: 'drills passed',
  drillsNone: 'no drill yet',
  passedOf: '{{passed}} of {{all}}',
  drillLast: { passed: 'last one passed', failed: 'last one failed' },
  request: 'Request a rollout',
  export: 'Export as YAML',
  exportFailed: 'It could not be exported',
  recovery: 'Recovery steps',
  contacts: 'Contacts',
  roles: 'Roles',
  ladder: 'Stages',
  guardrails: 'Guardrails',
  versions: 'Versions',
  onlyVersion: 'This is the only version.',
  fromFile: 'from its file',
  fromChange: 'signed off',
  shown: 'Shown',
  comparedWith: 'Compared with',
  same: 'Both versions say the same.',
  changes: 'Changes from version {{from}} to version {{to}}',
  ends: 'A plan made from it ends {{duration}} after the request unless it says otherwise.',
  learnings: 'What was learned with it',
  noLearnings:
    'Nothing yet: a learning appears here when an experiment that used it is concluded.',
  allLearnings: 'All learnings with this playbook',
  retired: 'Retired',
  overdue: 'Review overdue for {{since}}',
  overdueNow: 'Overdue',
  openChanges_one: '{{count}} open change',
  openChanges_other: '{{count}} open changes',

  reviewTitle: 'Owner and review',
  owner: 'Owner',
  nobody: 'Nobody: name an owner in it, or operators in the configuration',
  lastReviewed: 'Last reviewed',
  neverReviewed: 'Never',
  note: 'Note',
  nextReview: 'Next review',
  noCadence: 'None asked for',
  notWhileRetired: 'Not while it is retired',
  every_one: 'every day',
  every_other: 'every {{count}} days',
  markReviewed: 'Mark as reviewed',
  markReviewedTitle: 'You have read {{title}}, version {{version}}',
  markReviewedText:
    'Say what you found. If something has to change, propose that instead.',
  suggest: {
    stillTrue: 'Everything in it is still true.',
    walkedThrough: 'We walked through the recovery steps with on call.',
  },

  changesTitle: 'Changes',
  changesFailed: 'The changes could not be loaded',
  noChanges: 'Nobody has proposed a change.',
  kind: {
    revise: 'Change of version {{version}}',
    retire: 'Retire it',
    'bring-back': 'Bring it back',
  },
  state: {
    open: 'Waits for sign-off',
    'signed-off': 'Signed off',
    refused: 'Refused',
    withdrawn: 'Withdrawn',
  },
  newPlaybook: 'New playbook',
  example: {
    purpose: 'Say which changes it is for, so that people can choose by it.',
    role: 'Requester',
    does: 'Requests the rollout and watches each stage.',
    step: 'Press Roll back. It needs no approval.',
    contact: 'The operators on call',
  },
  proposeChange: 'Propose a change',
  proposeIt: 'Propose',
  retire: 'Retire',
  retireTitle: 'Propose to retire {{title}}',
  retireText:
    'Once its owner signs that off, no new plan is made from it. Rollouts that run go on, and its pages stay.',
  'bring-back': 'Bring back',
  'bring-backTitle': 'Propose to bring back {{title}}',
  'bring-backText':
    'Once its owner signs that off, plans are made from it again.',
  reviseText: 'It says the same as before.',

  changeFailed: 'The change could not be loaded',
  changeTitle: {
    revise: 'Change of {{title}}',
    retire: 'Retire {{title}}',
    'bring-back': 'Bring back {{title}}',
  },
  whatChanges: 'What changes',
  nothingChanges: 'Nothing yet.',
  asYaml: 'As YAML, line by line',
  about: 'About this change',
  playbook: 'Playbook',
  proposedBy: 'Proposed by',
  changesVersion: 'Changes',
  isNew: 'A new playbook',
  learning: 'Learning',
  signedOffBy: 'Its owner',
  decide: 'Sign-off',
  decideHelp:
    'By the role that owns the playbook, never by who proposed it. It is recorded with name, groups and reason.',
  decision: {
    'sign-off': 'Sign off',
    refuse: 'Refuse',
    withdraw: 'Withdraw',
  },
  decisionTitle: {
    'sign-off': 'Sign off this change',
    refuse: 'Refuse this change',
    withdraw: 'Withdraw this change',
  },
  decisionText: {
    'sign-off':
      'It comes into force at once: the next plans are made from it. Plans that exist keep their version.',
    refuse: 'Who proposed it is told why.',
    withdraw: 'It stays in the history.',
  },
  ended: 'How it ended',
  endedBy: 'By',
  endedReason: 'Reason',
  rebaseTitle: 'A newer version is in force',
  rebase:
    'This changes version {{base}}, but version {{newest}} is in force. It can’t be signed off; propose it again on the newer one.',
  proposeAgain: 'Propose it again on version {{version}}',

  editTitle: 'Change {{title}}',
  editIntro:
    'In fields or as YAML: both are the same draft, kept in this tab. What is wrong is named while you write, and what changes is shown beside it. Nothing is in force until its owner signs it off.',
  form,
  remark: 'The playbook {{title}}',
  importFile: 'Import a file',
  startOver: 'Start over',
  startOverYes: 'Yes, start over',
  mayNotPropose: 'You can read it here, but not propose it',
  yaml: 'Playbook, as YAML',
  reason: 'Why it should change',
  reasonOfNew: 'Why it is needed',
  reasonHelp: 'Kept with the change for ever.',
  reasonMissing: 'Say why, for those who sign it off.',
  learned: 'Learned from “{{title}}”: {{taught}}',
  correctFirst: 'Correct the lines that are wrong first.',
  notProposed: 'It was not proposed',
  proposeHelp: 'Its owner is told, and sees the differences.',
  problems: 'Problems',
  noProblems: 'Everything is right',
  wrongLines_one: '{{count}} thing is wrong',
  wrongLines_other: '{{count}} things are wrong',
  shownLastRight: 'Shown as it was when the text was last right:',
  preview: 'How it reads: {{title}}',

  history: 'History',
  theChange: 'the change',
  atStart: 'At a start',
  event: {
    registered: 'Registered',
    proposed: 'Change proposed',
    'signed-off': 'Signed off',
    refused: 'Refused',
    withdrawn: 'Withdrawn',
    reviewed: 'Reviewed',
  },

  policyTitle: 'What a plan must meet',
  noPolicy: 'Nothing besides what is demanded of every plan.',
  preflights: 'Preflights that must pass',
  overrules: 'Overrules objections',
  drillTargets: 'A drill must',
  drillWithin: 'detect within {{detect}}, restore within {{restore}}',
  policy,
  diff,
} as const;
