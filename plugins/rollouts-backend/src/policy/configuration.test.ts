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
import { readPolicyConfiguration } from './configuration';

const configured = (rollouts: object) =>
  readPolicyConfiguration(
    mockServices.rootConfig({ data: { rollouts: { ...rollouts } } }),
  );

it('demands nothing where nothing is said', () => {
  expect(configured({})).toEqual({
    everybody: {},
    production: ['production'],
    critical: [],
  });
});

it('reads what everybody must meet, and what is critical', () => {
  expect(
    configured({
      policy: {
        maximumStep: 2500,
        exposedAtOnce: { system: 1 },
        approvals: {
          critical: [{ required: 2, from: 'group:default/security' }],
        },
      },
      risk: {
        production: ['live'],
        critical: [{ cluster: 'eu', namespace: 'payments' }],
      },
    }),
  ).toEqual({
    everybody: {
      maximumStep: 2500,
      exposedAtOnce: { system: 1 },
      approvals: {
        critical: [{ required: 2, from: 'group:default/security' }],
      },
    },
    production: ['live'],
    critical: [{ cluster: 'eu', namespace: 'payments' }],
  });
});

it.each<[object, string]>([
  [
    { policy: { maximumStep: 20_000 } },
    'rollouts.policy.maximumStep: Exposure cannot be over 100 %. At most 10000',
  ],
  [
    { policy: { maximumSteps: 1 } },
    'rollouts.policy: Not known here: maximumSteps',
  ],
  [{ policy: { approvals: { severe: [] } } }, 'rollouts.policy.approvals'],
  [
    { policy: { exposedAtOnce: { system: 0 } } },
    'rollouts.policy.exposedAtOnce.system',
  ],
  [
    { risk: { critical: [{}] } },
    'rollouts.risk.critical.0: Name a cluster, a namespace, or both',
  ],
  [{ risk: { production: [] } }, 'rollouts.risk.production'],
  [{ policy: 'strict' }, 'rollouts.policy'],
])('names in one line what is wrong in %j', (given, line) => {
  expect(() => configured(given)).toThrow(line);
  expect(() => configured(given)).toThrow(/^[^\n]*$/);
});
