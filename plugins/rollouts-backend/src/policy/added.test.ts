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

import type { RolloutPolicy } from '@stagecraft/backstage-plugin-rollouts-node';
import { makePlanDraft, NOW } from '../testing/plans';
import { NO_HISTORY } from './__testUtils__/history';
import { AddedPolicies } from './AddedPolicies';
import { demandsOf } from './demands';
import { evaluatePolicies } from './evaluate';
import { judgeGuarded } from './guarded';
import type { Circumstances, Policy } from './policy';

const circumstances: Circumstances = {
  now: NOW,
  service: 'component:default/checkout',
  system: null,
  opened: 0,
  opening: false,
  parties: [],
  peopleIn: () => undefined,
  windowSecondsOf: () => undefined,
  production: ['production'],
  risk: { tier: 'low', reasons: [] },
  tierUnknown: false,
  history: NO_HISTORY,
  demands: demandsOf([]),
};

function judge(policy: Partial<RolloutPolicy> & Pick<RolloutPolicy, 'judge'>) {
  const added = new AddedPolicies();
  added.addPolicy({ name: 'acme', needs: [], ...policy });
  return evaluatePolicies(makePlanDraft(), circumstances, added.policies).find(
    result => result.policy === 'acme',
  );
}

it('asks a policy of a company as it asks its own', () => {
  expect(
    judge({
      neverBypassed: true,
      judge: ({ environment }, { now }) => ({
        outcome: 'warn',
        explanation: `${environment} on ${now.toISOString().slice(0, 10)}`,
        remedy: 'Wait until Monday',
      }),
    }),
  ).toEqual({
    policy: 'acme',
    outcome: 'warn',
    explanation: 'production on 2026-11-22',
    remedy: 'Wait until Monday',
    neverBypassed: true,
  });
  expect(judge({ judge: () => undefined })).toBeUndefined();
});

it.each<[string, unknown, string]>([
  [
    'a promise',
    async () => ({ outcome: 'pass', explanation: 'Fine' }),
    'promise',
  ],
  [
    'a rejected promise',
    async () => Promise.reject(new Error('no')),
    'promise',
  ],
  ['true', () => true, 'no pass, warning or failure'],
  ['null', () => null, 'no pass, warning or failure'],
  [
    'another outcome',
    () => ({ outcome: 'ok', explanation: 'Fine' }),
    'no pass',
  ],
  ['no reason', () => ({ outcome: 'pass', explanation: ' ' }), 'no pass'],
  [
    'an error',
    () => {
      throw new TypeError('x is undefined');
    },
    'it fails with "x is undefined"',
  ],
])('counts one that answers with %s as failing', (_, answer, why) => {
  expect(judge({ judge: answer as Policy['judge'] })).toMatchObject({
    outcome: 'fail',
    explanation: expect.stringMatching(
      `^The policy acme can't be asked: .*${why}`,
    ),
    remedy: expect.stringContaining('mend the policy'),
  });
});

it('counts one that takes too long as failing, even if it would pass', () => {
  const times = [0, 251];
  const policy: Policy = {
    name: 'slow',
    needs: [],
    judge: () => ({ outcome: 'pass', explanation: 'Fine' }),
  };
  expect(
    judgeGuarded(policy, makePlanDraft(), circumstances, () =>
      Number(times.shift()),
    ),
  ).toMatchObject({
    outcome: 'fail',
    explanation:
      "The policy slow can't be asked: it took 251 ms, and 250 ms are allowed",
  });
});

it('does not let one change what others are asked about', () => {
  const plan = makePlanDraft();
  const before = JSON.stringify(plan);
  const policy: Policy = {
    name: 'vandal',
    needs: [],
    judge: (given, { parties, risk }) => {
      given.stages.length = 0;
      (parties as string[]).push('user:default/vandal');
      risk.reasons.push('Mine');
      return { outcome: 'pass', explanation: 'Fine' };
    },
  };
  judgeGuarded(policy, plan, circumstances);
  expect(JSON.stringify(plan)).toBe(before);
  expect(circumstances.parties).toEqual([]);
  expect(circumstances.risk.reasons).toEqual([]);
});

it('refuses a name that is taken or none', () => {
  const added = new AddedPolicies();
  const named = (name: string): RolloutPolicy => ({
    name,
    needs: [],
    judge: () => undefined,
  });
  added.addPolicy(named('acme'));
  expect(() => added.addPolicy(named('acme'))).toThrow(
    'There is a policy acme already: give yours another name',
  );
  for (const name of [
    'separation-of-duties',
    'freeze',
    'required-preflights',
  ]) {
    expect(() => added.addPolicy(named(name))).toThrow('already');
  }
  expect(() => added.addPolicy(named('Acme Hours'))).toThrow(
    `"Acme Hours" can't name a policy`,
  );
});
