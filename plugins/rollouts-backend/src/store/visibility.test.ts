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

import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import fc from 'fast-check';
import type { Knex } from 'knex';
import { CHAIN_START } from '../chain/chain';
import { hashPlan } from '../chain/hash';
import { decidePropose } from '../lifecycle';
import {
  dana,
  makeContext,
  makeExperimentDraft,
  makePlan,
  makeStage,
} from '../testing/plans';
import { insertExperiment } from './experiments';
import { readRoles } from './notices';
import { keepPlan } from './plans';
import { prepareDatabase } from './prepare';
import { insertRollout, partsOf } from './rollouts';
import {
  narrowed,
  sees,
  whereExperimentVisible,
  whereRolloutVisible,
  whereServiceVisible,
  whereVisible,
  type RowFilter,
  type Visibility,
  type VisibleRow,
} from './visibility';

jest.setTimeout(60_000);
const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

const ROWS: Record<string, VisibleRow> = {
  a: { service: 'component:x/a', system: 'system:x/s', parts: ['owner:g/1'] },
  b: { service: 'component:x/b', system: null, parts: ['owner:g/2', 'p:u/1'] },
  c: { service: 'component:x/a', system: 'system:x/t', parts: [] },
};

const VALUES: Record<RowFilter['column'], string[]> = {
  parts: ['owner:g/1', 'owner:g/2', 'p:u/1', 'nobody'],
  service: ['component:x/a', 'component:x/b', 'component:x/none'],
  system: ['system:x/s', 'system:x/t', 'system:x/none'],
};

const filters = fc
  .constantFrom<RowFilter['column']>('parts', 'service', 'system')
  .chain(column =>
    fc.record({
      column: fc.constant(column),
      values: fc.subarray(VALUES[column]),
    }),
  );
const { criteria } = fc.letrec<{ criteria: PermissionCriteria<RowFilter> }>(
  tie => {
    const several = fc.array(tie('criteria'), { minLength: 1, maxLength: 3 });
    return {
      criteria: fc.oneof(
        { maxDepth: 3 },
        filters,
        several.map(allOf => ({ allOf } as PermissionCriteria<RowFilter>)),
        several.map(anyOf => ({ anyOf } as PermissionCriteria<RowFilter>)),
        tie('criteria').map(not => ({ not })),
      ),
    };
  },
);
const visibilities: fc.Arbitrary<Visibility> = fc.oneof(
  fc.constantFrom<Visibility>('all', 'nothing'),
  criteria,
);

async function insert(
  knex: Knex,
  id: string,
  row: VisibleRow,
  experimentId = id,
): Promise<void> {
  const plan = makePlan({
    stages: [
      makeStage({ approvals: { required: 1, from: 'group:default/security' } }),
    ],
  });
  const outcome = decidePropose('Because', dana, makeContext());
  if (!outcome.accepted) throw new Error(outcome.reason);
  await keepPlan(knex, hashPlan(plan), plan);
  await insertRollout(knex, {
    id,
    experimentId,
    plan,
    planHash: hashPlan(plan),
    state: outcome.next,
    people: makeContext().people,
    service: row.service,
    system: row.system,
    owner: null,
  });
}

async function insertBoth(knex: Knex, id: string, row: VisibleRow) {
  await insertExperiment(knex, {
    id,
    service: row.service,
    system: row.system,
    body: makeExperimentDraft(),
    requested_by: dana,
    chain_hash: CHAIN_START,
  });
  await insert(knex, id, row);
}

describe('visibility', () => {
  let knex: Knex;
  beforeAll(async () => {
    knex = await databases.init('POSTGRES_18');
    await prepareDatabase(mockServices.database({ knex }));
    for (const [id, row] of Object.entries(ROWS)) {
      await insertBoth(knex, id, row);
    }
  });

  it('keeps who plays which part with a rollout and its experiment', async () => {
    await insertBoth(knex, 'parts', ROWS.a);
    const { parts } = await knex('rollouts').where({ id: 'parts' }).first();
    expect(parts).toEqual([
      'approver:group:default/security',
      'approver:group:default/storefront-owners',
      'operator:group:default/on-call',
      'owner:group:default/storefront-team',
      'requester:user:default/dana',
    ]);
    const roles = [
      'group:default/security',
      'group:default/storefront-owners',
      'group:default/on-call',
      'group:default/storefront-team',
    ];
    const about = { rolloutId: 'parts', experimentId: 'gone' };
    expect(await readRoles(knex, about)).toEqual(roles);
    expect(
      await readRoles(knex, { rolloutId: null, experimentId: 'parts' }),
    ).toEqual(roles);
    expect(await readRoles(knex, { ...about, rolloutId: 'gone' })).toBe(
      undefined,
    );
    await insert(knex, 'second', ROWS.a, 'parts');
    await knex('rollouts')
      .where({ id: 'second' })
      .update({ parts: ['owner:group:default/new', ...parts] });
    const experiment = await knex('experiments').where({ id: 'parts' }).first();
    expect(experiment.parts).toEqual(
      ['owner:group:default/new', ...parts].sort(),
    );
    await knex('rollouts').where({ experiment_id: 'parts' }).delete();
    await knex('experiments').where({ id: 'parts' }).delete();
  });

  it('finds the parts of rollouts that were there before', async () => {
    const migration = {
      directory: `${__dirname}/../../migrations`,
      name: '20261122017000_permissions.js',
    };
    const read = () => knex('rollouts').orderBy('id').pluck('parts');
    const before = await read();
    await knex.migrate.down(migration);
    await knex.migrate.up(migration);
    expect(await read()).toEqual(before);
    expect(await knex('experiments').orderBy('id').pluck('parts')).toEqual(
      before,
    );
  });

  it('is the same by a query, through another table, and of one row', async () => {
    for (const [id, { parts }] of Object.entries(ROWS)) {
      await knex('rollouts').where({ id }).update({ parts });
    }
    await fc.assert(
      fc.asyncProperty(visibilities, async visibility => {
        const expected = Object.entries(ROWS)
          .filter(([, row]) => sees(visibility, row))
          .map(([id]) => id);
        for (const table of ['rollouts', 'experiments']) {
          const seen = await knex(`${table} as r`)
            .modify(whereVisible, visibility, 'r')
            .orderBy('id')
            .pluck('id');
          expect(seen).toEqual(expected);
        }
        for (const through of [whereRolloutVisible, whereExperimentVisible]) {
          const seen = await knex('rollouts as r')
            .modify(through, visibility, 'r.id')
            .orderBy('id')
            .pluck('id');
          expect(seen).toEqual(expected);
        }
        const services = await knex('rollouts as r')
          .modify(whereServiceVisible, visibility, 'r.service')
          .distinct('service')
          .pluck('service');
        expect(new Set(services)).toEqual(
          new Set(expected.map(id => ROWS[id].service)),
        );
      }),
      { numRuns: 60 },
    );
  });
});

it('narrows to what both let see', () => {
  fc.assert(
    fc.property(visibilities, visibilities, (a, b) => {
      for (const row of Object.values(ROWS)) {
        expect(sees(narrowed(a, b), row)).toBe(sees(a, row) && sees(b, row));
      }
    }),
  );
});

it('has whoever attests or approves a later stage among the approvers', () => {
  const plan = makePlan({
    stages: [
      makeStage({
        approvals: {
          required: 1,
          from: 'approvers',
          also: [{ required: 1, from: 'group:default/legal' }],
        },
        milestones: [
          { name: 'briefed', title: 'Briefed', role: 'group:default/support' },
        ],
      }),
    ],
  });
  const parts = partsOf({
    plan,
    people: { ...makeContext().people, rollback: ['group:default/night'] },
    state: { requestedBy: dana },
  });
  expect(parts).toEqual(
    expect.arrayContaining([
      'operator:group:default/night',
      'approver:group:default/legal',
      'approver:group:default/support',
    ]),
  );
});
