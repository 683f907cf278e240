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

import type { PreflightResult } from '@stagecraft/backstage-plugin-rollouts-common';
import { makePlan } from '../testing/plans';
import { judgeRequired, markRequired, type CheckedTarget } from './preflights';

const [target] = makePlan().targets;
const checked = (...preflight: PreflightResult[]): CheckedTarget => ({
  target,
  preflight,
});
const result = (
  check: string,
  outcome: PreflightResult['outcome'],
): PreflightResult => ({
  check,
  outcome,
  evidence: `${check} as seen.`,
  ...(outcome === 'pass' ? {} : { remedy: 'Mend it' }),
});
const playbook = { title: 'Cautious', requiredPreflights: ['images'] };

describe('preflight checks that a playbook demands', () => {
  it.each<[string, CheckedTarget[], object[]]>([
    [
      'pass',
      [checked(result('images', 'pass'), result('limits', 'warn'))],
      [{ outcome: 'pass', explanation: 'images pass on every target' }],
    ],
    [
      'refuse what is only warned of',
      [checked(result('images', 'warn'))],
      [
        {
          policy: 'required-preflights',
          outcome: 'fail',
          explanation:
            'images as seen (sandbox/gateway-api/storefront/checkout): the playbook Cautious demands that the check images passes',
          remedy: 'Mend it',
          path: ['targets', 0],
        },
      ],
    ],
    [
      'are looked for on every target',
      [checked(result('images', 'pass')), checked(result('limits', 'pass'))],
      [
        {
          outcome: 'fail',
          explanation: expect.stringMatching(/^Nothing tells whether/),
          path: ['targets', 1],
        },
      ],
    ],
  ])('%s', (_, given, expected) => {
    expect(judgeRequired(playbook, given)).toMatchObject(expected);
  });

  it('are none where a playbook demands none', () => {
    const given = [checked(result('images', 'warn'))];
    expect(judgeRequired({ title: 'Fast' }, given)).toEqual([]);
    expect(judgeRequired(undefined, given)).toEqual([]);
  });

  it('are marked', () => {
    const [{ preflight }] = markRequired(playbook, [
      checked(result('images', 'pass'), result('limits', 'warn')),
    ]);
    expect(preflight.map(({ required }) => required)).toEqual([
      true,
      undefined,
    ]);
  });
});
