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
  PolicyCircumstances,
  PolicyPlan,
  RolloutPolicy,
} from '@stagecraft/backstage-plugin-rollouts-node';
import { makePlanDraft } from '../testing/plans';
import { makeCircumstances } from './__testUtils__/circumstances';
import { AddedPolicies } from './AddedPolicies';
import { evaluatePolicies } from './evaluate';
import type { Policy } from './policy';
import { PolicyWatch } from './PolicyWatch';

const circumstances = makeCircumstances();

const logger = { warn: jest.fn(), error: jest.fn() };
let elapsed = 0;
const watch = new PolicyWatch(logger, () => elapsed);
beforeEach(() => {
  logger.warn.mockClear();
  logger.error.mockClear();
  elapsed += 60_000;
});

function judge(policy: Partial<RolloutPolicy> & Pick<RolloutPolicy, 'judge'>) {
  const added = new AddedPolicies();
  added.addPolicy({ name: 'acme', title: 'Acme', needs: [], ...policy });
  const { policies } = added;
  return evaluatePolicies(makePlanDraft(), circumstances, {
    policies,
    watch,
  }).find(result => result.policy === 'acme');
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
    title: 'Acme',
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
    explanation: expect.stringMatching(`^This can't be judged: .*${why}`),
    remedy: expect.stringContaining('mend the policy acme'),
  });
  expect(logger.error).toHaveBeenCalledTimes(1);
});

it('counts a slow answer, and tells operators of it once a minute', () => {
  const slow = {
    judge: () => {
      elapsed += 812;
      return { outcome: 'pass' as const, explanation: 'Fine' };
    },
  };
  for (const _ of 'seventy seconds'.repeat(6)) {
    expect(judge(slow)).toMatchObject({ outcome: 'pass' });
  }
  expect(logger.warn.mock.calls).toEqual([
    [expect.stringContaining('The policy acme took 812 ms to answer')],
    [expect.stringContaining('The policy acme took 812 ms to answer')],
  ]);
});

it('does not let one change what others are asked about', () => {
  const plan = makePlanDraft();
  const before = JSON.stringify([plan, circumstances]);
  const vandals = [
    (given: PolicyPlan) => {
      given.stages.length = 0;
    },
    (_: PolicyPlan, { parties }: PolicyCircumstances) => {
      (parties as string[]).push('user:default/vandal');
    },
    (_: PolicyPlan, { risk }: PolicyCircumstances) => {
      risk.reasons.push('Mine');
    },
    (_: PolicyPlan, { now }: PolicyCircumstances) => {
      now.setFullYear(1970);
    },
  ].map((judgeAs, index) => ({
    name: `vandal-${index}`,
    title: 'Vandal',
    needs: [],
    judge: judgeAs as unknown as Policy['judge'],
  }));
  const witness: Policy = {
    name: 'witness',
    title: 'Witness',
    needs: [],
    judge: (given, { parties, risk, now }) => ({
      outcome: 'pass',
      explanation: [given.stages.length, parties, risk.reasons, now].join(),
    }),
  };
  const results = evaluatePolicies(plan, circumstances, {
    policies: [...vandals, witness],
    watch,
  }).slice(-4);
  expect(JSON.stringify([plan, circumstances])).toBe(before);
  expect(results).toMatchObject([
    { policy: 'vandal-0', outcome: 'fail' },
    { policy: 'vandal-1', outcome: 'fail' },
    { policy: 'vandal-2', outcome: 'fail' },
    {
      policy: 'witness',
      explanation: [
        plan.stages.length,
        circumstances.parties,
        circumstances.risk.reasons,
        circumstances.now,
      ].join(),
    },
  ]);
});

it('refuses a name that is taken or none', () => {
  const added = new AddedPolicies();
  const named = (name: string): RolloutPolicy => ({
    name,
    title: 'Acme',
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
  expect(() => added.addPolicy({ ...named('acme-2'), title: ' ' })).toThrow(
    'needs a title',
  );
  expect(() => added.addPolicy(named('Acme Hours'))).toThrow(
    `"Acme Hours" can't name a policy`,
  );
});
