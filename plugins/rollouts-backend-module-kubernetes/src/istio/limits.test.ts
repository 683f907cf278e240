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

import * as fc from 'fast-check';
import { applyPatch } from 'rfc6902';
import { destinationRuleSchema, type DestinationRule } from './destinationRule';
import { LIMITS, limitOperations, unlimitOperations } from './limits';
import type { Operation } from '../write/patch';

const SUBSET = 'next';

interface Parts {
  annotations?: Record<string, string>;
  host?: object;
  subset?: object;
}

function rule({ annotations, host, subset }: Parts): DestinationRule {
  return destinationRuleSchema.parse({
    metadata: {
      name: 'checkout',
      uid: '1',
      resourceVersion: '7',
      generation: 2,
      ...(annotations && { annotations }),
    },
    spec: {
      host: 'checkout',
      ...(host && { trafficPolicy: host }),
      subsets: [
        { name: 'stable', labels: { version: 'stable' } },
        {
          name: SUBSET,
          labels: { version: SUBSET },
          ...(subset && { trafficPolicy: subset }),
        },
      ],
    },
  });
}

function patched(live: DestinationRule, operations: Operation[]) {
  const after = JSON.parse(JSON.stringify(live));
  const failed = applyPatch(after, JSON.parse(JSON.stringify(operations)));
  const problem = failed.find(error => error !== null);
  if (problem) throw problem;
  return destinationRuleSchema.parse(after);
}

const limited = (live: DestinationRule) =>
  patched(live, limitOperations(live, SUBSET));
const unlimited = (live: DestinationRule) =>
  patched(live, unlimitOperations(live, SUBSET));
const policy = (live: DestinationRule) => live.spec.subsets?.[1].trafficPolicy;

const TEAM_POOL = { tcp: { maxConnections: 7 } };
const { connectionPool, outlierDetection } = LIMITS;

describe('limits of a new version', () => {
  it.each<[string, Parts, object | undefined]>([
    ['nothing', {}, { connectionPool, outlierDetection }],
    [
      'other settings',
      { subset: { tls: { mode: 'SIMPLE' } } },
      { tls: { mode: 'SIMPLE' }, connectionPool, outlierDetection },
    ],
    [
      'limits of its own',
      { subset: { connectionPool: TEAM_POOL } },
      { connectionPool: TEAM_POOL, outlierDetection },
    ],
    [
      'limits of its host',
      { host: { connectionPool: TEAM_POOL } },
      { outlierDetection },
    ],
    ['settings by port', { host: { portLevelSettings: [{}] } }, undefined],
    [
      'everything',
      { host: { outlierDetection: {} }, subset: { connectionPool: {} } },
      { connectionPool: {} },
    ],
  ])('fill up what a subset lacks that has %s', (_, parts, expected) => {
    expect(policy(limited(rule(parts)))).toEqual(expected);
  });

  it('leave the baseline and the host alone', () => {
    const live = rule({ host: { tls: { mode: 'SIMPLE' } } });
    const after = limited(live);
    expect(after.spec.subsets?.[0]).toEqual(live.spec.subsets?.[0]);
    expect(after.spec.trafficPolicy).toEqual(live.spec.trafficPolicy);
  });

  const member = fc.constantFrom({ any: 1 }, {});
  const settings = fc.option(
    fc.record(
      {
        connectionPool: member,
        outlierDetection: member,
        portLevelSettings: fc.constant([{ port: { number: 80 } }]),
        loadBalancer: member,
      },
      { requiredKeys: [] },
    ),
    { nil: undefined },
  );
  const arbitraryRule = fc
    .record({
      host: settings,
      subset: settings,
      annotations: fc.option(fc.constant({ team: 'blue' }), { nil: undefined }),
    })
    .map(rule);

  it('come off again to the byte, and go on only once', () => {
    fc.assert(
      fc.property(arbitraryRule, live => {
        const once = limited(live);
        expect(limitOperations(once, SUBSET)).toEqual([]);
        const back = unlimited(once);
        expect({ ...back, metadata: null }).toEqual({
          ...live,
          metadata: null,
        });
        expect(back.metadata.annotations ?? {}).toEqual(
          live.metadata.annotations ?? {},
        );
        expect(unlimitOperations(back, SUBSET)).toEqual([]);
      }),
    );
  });

  it('leave to people what they made of them', () => {
    const once = limited(rule({}));
    const changed = patched(once, [
      {
        op: 'replace',
        path: '/spec/subsets/1/trafficPolicy/connectionPool',
        value: TEAM_POOL,
      },
    ]);
    expect(policy(unlimited(changed))).toEqual({ connectionPool: TEAM_POOL });
  });

  it('come off when the subset is gone', () => {
    const once = limited(rule({}));
    const changed = patched(once, [{ op: 'remove', path: '/spec/subsets/1' }]);
    expect(unlimited(changed).metadata.annotations).toEqual({});
  });

  it('fail their tests when the subsets change places meanwhile', () => {
    const live = rule({});
    const operations = limitOperations(live, SUBSET);
    live.spec.subsets?.reverse();
    expect(() => patched(live, operations)).toThrow();
  });
});
