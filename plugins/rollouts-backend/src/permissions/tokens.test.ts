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

import { mockServices } from '@backstage/backend-test-utils';
import { readTokens, requireToken, visibilityOf } from './tokens';

const tokensOf = (tokens: unknown) =>
  readTokens(
    mockServices.rootConfig({ data: { rollouts: { tokens } as object } }),
  );

const PIPELINE = {
  subject: 'external:pipeline',
  services: ['component:default/checkout'],
  commands: ['propose', 'ask'],
};

it('reads what tokens may do, by subject', () => {
  const tokens = tokensOf([
    PIPELINE,
    { subject: 'plugin:search', services: '*', commands: ['ask'] },
  ]);
  const pipeline = requireToken(
    tokens.get('external:pipeline'),
    'external:pipeline',
    'propose',
  );
  expect(visibilityOf(pipeline)).toEqual({
    column: 'service',
    values: ['component:default/checkout'],
  });
  const search = tokens.get('plugin:search');
  expect(search && visibilityOf(search)).toBe('all');
  expect(tokensOf([]).size).toBe(0);
});

it.each([
  [{ commands: ['approve'] }, /external:pipeline has the command "approve"/],
  [{ services: ['checkout'] }, /"checkout", which is no entity reference/],
  [{ services: undefined }, /services/],
  [{ subject: undefined }, /subject/],
])('refuses to start with %j', (wrong, message) => {
  expect(() => tokensOf([{ ...PIPELINE, ...wrong }])).toThrow(message);
});

it.each([
  ['hold', /is not let hold/],
  [undefined, /This is for people/],
] as const)('refuses %s that a token has not', (needed, refusal) => {
  const grant = tokensOf([PIPELINE]).get('external:pipeline');
  expect(() => requireToken(grant, 'external:pipeline', needed)).toThrow(
    refusal,
  );
});

it('names the key for a token that is not there', () => {
  let told: unknown;
  try {
    requireToken(undefined, 'external:other', 'ask');
  } catch (error) {
    told = error;
  }
  expect(told).toMatchObject({
    name: 'NotAllowedError',
    detail: {
      code: 'token',
      remedy: expect.stringContaining('rollouts.tokens'),
    },
  });
});
