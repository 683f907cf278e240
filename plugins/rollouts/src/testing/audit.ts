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

import type {
  AuditState,
  GovernedRecord,
  ListedAct,
  TreeHead,
  Verification,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Handlers } from './handler';
import { at } from './time';

const HEAD: TreeHead = {
  size: 1198,
  root: '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
  at: at(-8),
  key: 'a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90',
  previous: null,
  signature: 'c2lnbmVk',
};

const COPY = '/var/lib/audit/tree-heads.jsonl';

export const VERIFICATION: Verification = {
  id: 'v-1',
  startedBy: {
    kind: 'person',
    ref: 'user:default/petra',
    name: 'Petra Novak',
  },
  startedAt: at(-64),
  state: 'done',
  checked: 1200,
  total: 1200,
  finishedAt: at(-60),
  trouble: null,
  verdict: {
    intact: true,
    sentence:
      'Intact: the 1180 decisions in the chains of 84 experiments and 20 acts on 6 governed records are as they were recorded; the tree head of 2026-11-22T12:00:00.000Z covers 1198, the 2 newest are not covered yet, so that nothing is proved about those.',
    fault: null,
    decisions: 1180,
    experiments: 84,
    acts: 20,
    records: 6,
    head: HEAD,
    newer: 2,
    copies: [
      {
        name: COPY,
        size: 1198,
        sentence: 'Has the same, up to the head over 1198 entries',
      },
    ],
    seconds: 1.4,
  },
};

export function anAudit(changed: Partial<AuditState> = {}): AuditState {
  return {
    now: at(0),
    whole: true,
    entries: 1200,
    head: HEAD,
    published: 1198,
    newer: 2,
    publicKey: '-----BEGIN PUBLIC KEY-----',
    copies: [{ name: COPY, size: 1198, copiedAt: at(-7), trouble: null }],
    troubles: [],
    verification: VERIFICATION,
    ...changed,
  };
}

/** What a verification found that was not as it was recorded. */
export const TAMPERED: Verification = {
  ...VERIFICATION,
  verdict: VERIFICATION.verdict && {
    ...VERIFICATION.verdict,
    intact: false,
    sentence:
      'Not intact. Decision 3 of experiment e-one-page, number 57 of all, is not what was recorded. The 56 entries before it are intact.',
    fault: {
      what: 'decision',
      experimentId: 'e-one-page',
      seq: 3,
      place: 57,
      sentence: 'Decision 3 of experiment e-one-page is not what was recorded',
    },
  },
};

const act = (
  record: GovernedRecord,
  done: Pick<ListedAct, 'title' | 'act' | 'reason'> & {
    name: string;
    minutes: number;
  },
): ListedAct => ({
  record,
  title: done.title,
  seq: 1,
  at: at(-60 * done.minutes),
  actor: {
    kind: 'person',
    ref: `user:default/${done.name.split(' ')[0].toLowerCase()}`,
    name: done.name,
  },
  act: done.act,
  reason: done.reason,
  rolloutId: null,
  entity: null,
  previousHash: '0'.repeat(64),
  hash: HEAD.root,
});

export const ACTS: ListedAct[] = [
  act(
    { kind: 'freeze', id: 'f-1' },
    {
      title: 'The week of the sale, in every shop and every warehouse',
      act: 'ended',
      reason: 'The sale is over',
      name: 'Petra Novak',
      minutes: 5,
    },
  ),
  act(
    { kind: 'playbook', id: 'standard' },
    {
      title: 'Standard',
      act: 'signed-off',
      reason: 'Two people read it',
      name: 'Omar Haddad',
      minutes: 90,
    },
  ),
  act(
    { kind: 'review', id: 'r-1' },
    {
      title: 'separation-of-duties',
      act: 'closed',
      reason: 'The guardrail was too wide',
      name: 'Omar Haddad',
      minutes: 400,
    },
  ),
];

/** Honest answers over the fixtures. */
export const auditHandlers = {
  getAudit: () => anAudit(),
  verifyAudit: () => VERIFICATION,
  getVerification: () => VERIFICATION,
  listActs: ({ query }) => ({
    items: ACTS.filter(
      ({ record }) => !query?.kind || record.kind === query.kind,
    ),
    nextCursor: null,
    now: at(0),
  }),
  exportDecisions: () => '{"kind":"end","decisions":0}\n',
  exportDecisionsAsCsv: () => 'place,experiment\r\n',
} satisfies Partial<Handlers>;
