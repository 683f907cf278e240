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

export const approvals = {
  title: 'Approvals',
  lead: 'What waits for your approval, oldest first.',
  caption: 'Rollouts that wait for your approval, oldest first',
  failed: 'Approvals could not be loaded',
  column: {
    what: 'Rollout',
    stage: 'Stage to open',
    given: 'Approvals',
    requested: 'Requested by',
    asked: 'Asked',
    deadline: 'Decide by',
  },
  stage: 'Stage {{number}} of {{stages}}, {{name}}',
  of: '{{given}} of {{required}}',
  noDeadline: 'no deadline',
  empty: {
    title: 'Nothing waits for you',
    text: 'Rollouts that need your approval stand here, with the time you have to decide. Those you may not approve never do.',
    action: 'See all rollouts',
  },
  done: {
    approve: 'Approved: stage {{number}} of {{title}}.',
    object:
      'Objected to {{title}}. It is blocked until the objection is resolved.',
    see: 'See the rollout',
    dismiss: 'Dismiss',
  },
  page: {
    title: 'Approve stage {{number}} of {{title}}?',
    titleNone: 'Approval of {{title}}',
    back: 'All approvals',
    rollout: 'Open the rollout',
    failed: 'This rollout could not be loaded',
    requested: 'Requested by',
    authors: 'Written by',
    hypothesis: 'Hypothesis',
    exposes: 'What will be exposed to whom',
    fromTo:
      'Stage {{number}} of {{stages}}, {{name}}, goes from {{from}} to {{to}}.',
    observed:
      'It is observed for at least {{bake}} and {{sample}} requests before anything goes further.',
    opens: 'Opens with',
    milestones: 'Milestones',
    attested: '{{title}}: attested by {{name}}: {{note}}',
    notAttested: '{{title}}: not attested yet',
    reviewFailed: 'Policy, departures and blast radius could not be had',
    evidenceNone:
      'There is no stage before: nobody has been exposed to this plan yet.',
    wayBack: 'The way back',
    recovery: 'Recovery steps of the playbook',
    rehearsed: 'Going back was rehearsed for this service and playbook',
    neverRehearsed:
      'No drill of this service with this playbook has passed yet.',
    previewFailed: 'Preflight and dry run could not be had',
    differs: 'What differs',
    differsMine: 'From what you approved last',
    neverApproved: 'You have not approved a stage of this rollout yet.',
    samePlan:
      'You approved stage {{number}}, {{name}}, of this same plan. Its hash is unchanged. What stage {{next}} has other than that:',
    sameStage:
      'You approved this very stage already. Nothing has changed since.',
    otherPlan:
      'The plan was revised since you approved stage {{number}}: {{from}} became {{to}}. Your approval was of the earlier plan and does not count for this one.',
    revised: '{{name}}: {{reason}}',
    nothing: 'Nothing but its name.',
    becomes: '{{before}} becomes {{after}}',
    none: 'none',
    differsPlaybook: 'From the playbook, {{playbook}}',
    differsLive: 'From what is live: the change that this stage makes',
    objections: 'Objections',
    noObjections: 'Nobody has objected.',
    deadline: 'If nobody decides',
    deadlineAt: 'The time to decide ends {{time}}.',
    deadlineNone: 'No deadline runs at the moment.',
    undecided: {
      remind:
        'Those who were asked are reminded then, and daily after that. It stays at {{exposure}}, its guardrails go on watching, and it is taken back at the plan’s end, {{end}}.',
      remindFirst:
        'Those who were asked are reminded then, and daily after that. Nobody is exposed, and it stays that way. At the plan’s end, {{end}}, the rollout is cancelled.',
      hold: 'The rollout is then held at {{exposure}}: it does not rise, its guardrails go on watching, and it is taken back at the plan’s end, {{end}}.',
      'roll-back': 'The rollout is then rolled back from {{exposure}}.',
      cancel: 'The rollout is then cancelled. Nobody is exposed.',
    },
    askedEvidence: 'The evidence that you approve',
    askedAt:
      'As it was when people were asked, {{time}}, after {{sample}} requests of the new version:',
    askedDigest:
      'Your approval names it by its digest, {{digest}}. If people are asked again on other evidence, it has to be given anew.',
    whole: 'The whole plan',
    decide: 'Your decision',
    binds: 'It is about stage {{number}} of exactly this plan:',
    closed: 'You can’t approve this',
    closedObject: 'You can’t object to this',
    changed: 'What is asked changed while you were reading',
    changedText:
      'The plan or the stage is no longer the one you opened. Read what is asked now before you decide.',
    changedShow: 'Show what is asked now',
    changedReason: 'The plan or the stage changed while you were reading.',
    notAsked: 'No stage of this rollout waits for an approval now.',
  },
} as const;
