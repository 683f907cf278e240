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

export const commands = {
  label: {
    revise: 'Revise the plan',
    withdraw: 'Withdraw',
    approve: 'Approve',
    'withdraw-approval': 'Withdraw approval',
    object: 'Object',
    'resolve-objection': 'Resolve objection',
    'attest-milestone': 'Attest',
    start: 'Start',
    advance: 'Advance',
    hold: 'Hold',
    resume: 'Resume',
    'roll-back': 'Roll back',
    'acknowledge-stuck': 'Acknowledge',
    promote: 'New version is promoted',
    cancel: 'Cancel rollout',
    bypass: 'Bypass',
  },
  /** What was decided, as the past tells it; the names are the API's. */
  done: {
    propose: 'Proposed',
    revise: 'Plan revised',
    withdraw: 'Withdrawn',
    approve: 'Approved',
    'withdraw-approval': 'Approval withdrawn',
    object: 'Objected',
    'resolve-objection': 'Objection resolved',
    'attest-milestone': 'Milestone attested',
    start: 'Started',
    await: 'Waiting',
    advance: 'Stage opened',
    'acknowledge-exposure': 'Exposure read back',
    hold: 'Held',
    resume: 'Resumed',
    'roll-back': 'Rolling back',
    'acknowledge-restore': 'Baseline read back',
    report: 'People told',
    'report-stuck': 'Stuck',
    'acknowledge-stuck': 'Acknowledged',
    complete: 'Completed',
    'close-way-back': 'Way back closed',
    promote: 'Promoted',
    cancel: 'Cancelled',
    bypass: 'Policy bypassed',
    remind: 'Reminded',
    conclude: 'Concluded',
  },
  title: '{{command}}: {{experiment}}',
  effect: {
    revise:
      'A revised plan is a new plan. Approvals of this one do not carry over.',
    withdraw: 'The request is taken back. Nothing is exposed.',
    approve:
      'You approve this stage of exactly this plan. Once edited, it asks again.',
    'withdraw-approval': 'Your approval of this stage no longer counts.',
    object: 'Your objection blocks this plan until it is resolved.',
    'resolve-objection': 'The objection no longer blocks this plan.',
    'attest-milestone': 'You attest that this is done.',
    start: 'The first stage opens as soon as its gates allow it.',
    advance: 'The next stage opens now. No gate is skipped.',
    hold: 'Exposure stays where it is and does not rise until someone resumes.',
    resume: 'The rollout goes on from where it was held.',
    'roll-back':
      'All traffic goes back to the baseline at once. It needs no approval, and nothing advances this rollout afterwards.',
    'acknowledge-stuck':
      'The others see that you are on it. Stagecraft goes on trying.',
    promote:
      'The new version is the new normal, in Git too. Rolling back from here is then closed.',
    cancel: 'The rollout ends before anybody is exposed.',
    bypass:
      'The policy no longer stands in the way of this plan for four hours. Owners, operators and security are told, and somebody else reviews it.',
  },
  meanwhile: {
    title: 'It changed meanwhile',
    over: '“{{command}}” can no longer be done. What you wrote stays here until you close this.',
  },
  emergency: {
    label: 'It is an emergency',
    help: 'Opens a review, which another person closes within five working days. Pressed by an operator, a rollback opens one in any case.',
  },
  bypass: {
    which: 'What to go past',
    freeze: 'A freeze',
    justify:
      'Say what is urgent and why it can’t wait, so that others can judge it: 20 characters or more.',
    passed: 'Bypassed: {{policy}}',
    freezePassed: 'A freeze is bypassed',
    ends: 'It ends by itself',
    reviewed: 'Somebody else reviews it.',
  },
  suggest: {
    'roll-back': {
      errors: 'Errors are rising for users',
      latency: 'It has become slow for users',
      reports: 'Users report that it is wrong',
      caution: 'Something is unclear, and going back is safe',
    },
    hold: {
      look: 'We want to look at the evidence first',
      incident: 'Another incident is under way',
      handover: 'Nobody can watch it right now',
    },
    resume: {
      looked: 'We have looked, and it is fine to go on',
      over: 'The incident is over',
    },
    approve: {
      evidence: 'The evidence of the stage before holds',
      reviewed: 'I have reviewed the change and the way back',
    },
    object: {
      evidence: 'The evidence does not support going on',
      timing: 'This is not a good time',
      risk: 'The way back is not clear enough',
    },
    start: { ready: 'The team is ready to watch it' },
    advance: { evidence: 'The evidence holds, and the team is watching' },
    other: { agreed: 'Agreed with the team' },
  },
} as const;
