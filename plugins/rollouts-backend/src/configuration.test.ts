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
import { readConfiguration } from './configuration';

function configured(rollouts: object) {
  return readConfiguration(
    mockServices.rootConfig({ data: { rollouts: { ...rollouts } } }),
  );
}

describe('readConfiguration', () => {
  it('leaves the defaults to the controller', () => {
    expect(configured({})).toEqual({
      operators: [],
      authority: { security: [], rollback: [] },
      playbooks: [],
      intervals: {},
    });
  });

  it('reads durations in both forms, and groups by their short names', () => {
    expect(
      configured({
        operators: ['on-call'],
        controller: { interval: '2s', exposeWithin: { minutes: 5 } },
      }),
    ).toMatchObject({
      operators: ['group:default/on-call'],
      intervals: { intervalMs: 2000, exposeMs: 300_000 },
    });
  });

  it('reads who may do what besides, and for how long approvals count', () => {
    expect(
      configured({
        approvals: { expireAfter: { days: 2 } },
        security: ['security'],
        rollbackAuthority: [
          { system: 'System:default/Shop', groups: ['night-shift'] },
          { system: '*', groups: ['duty-managers'] },
        ],
      }).authority,
    ).toEqual({
      approvalLifetimeMs: 2 * 24 * 3600 * 1000,
      security: ['group:default/security'],
      rollback: [
        {
          system: 'system:default/shop',
          groups: ['group:default/night-shift'],
        },
        { system: '*', groups: ['group:default/duty-managers'] },
      ],
    });
  });

  it.each([
    [{ system: 'shop', groups: ['x'] }, 'rollbackAuthority[0].system'],
    [{ system: '*', groups: [] }, 'rollbackAuthority[0].groups'],
  ])('refuses the authority %j by its key', (entry, key) => {
    expect(() => configured({ rollbackAuthority: [entry] })).toThrow(
      `rollouts.${key}`,
    );
  });

  it.each(['interval', 'exposeWithin'])('refuses too short an %s', key => {
    expect(() =>
      configured({ controller: { [key]: { milliseconds: 99 } } }),
    ).toThrow(`rollouts.controller.${key} is too short`);
  });
});
