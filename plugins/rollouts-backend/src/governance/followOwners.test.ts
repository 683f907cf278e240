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
import type { Knex } from 'knex';
import { CHAIN_START } from '../chain/chain';
import { hashPlan } from '../chain/hash';
import { Schedules } from '../drills/Schedules';
import { decidePropose } from '../lifecycle';
import type { Service } from '../people/service';
import { insertExperiment } from '../store/experiments';
import { keepSchedule, listSchedules, readSchedule } from '../store/drills';
import { keepPlan } from '../store/plans';
import { prepareDatabase } from '../store/prepare';
import { insertRollout, partOf, seenOf } from '../store/rollouts';
import { followService } from '../store/services';
import type { DrillScheduleRow } from '../store/tables';
import type { RowFilter } from '../store/visibility';
import {
  dana,
  ines,
  makeContext,
  makeExperimentDraft,
  makePlan,
  OPERATORS,
  OWNERS,
  petra,
} from '../testing/plans';
import { MissingError } from '../problems/errors';
import { followOwners } from './followOwners';

jest.setTimeout(60_000);
const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

const plan = makePlan();
const NEW_OWNERS = 'group:default/payments-team';
const IDLE = 'component:default/idle';
const IDS = ['a', 'b', 'c', 'd', 'e'];

function serviceOf(ref: string, owner: string | null): Service {
  const owners = owner === null ? [] : [owner];
  return {
    ref,
    title: ref,
    system: 'system:default/money',
    owner,
    tags: ['paid'],
    people: { owners, approvers: owners, operators: [OPERATORS] },
    targets: [],
    targetsTrouble: null,
    scope: null,
  };
}

const seenBy = (group: string): RowFilter => ({
  column: 'parts',
  values: [partOf('owner', group)],
});

let knex: Knex;
beforeAll(async () => {
  knex = await databases.init('POSTGRES_18');
  await prepareDatabase(mockServices.database({ knex }));
  const outcome = decidePropose('Because', dana, makeContext());
  if (!outcome.accepted) throw new Error(outcome.reason);
  await insertExperiment(knex, {
    id: 'experiment',
    service: plan.service,
    system: null,
    body: makeExperimentDraft(),
    requested_by: dana,
    chain_hash: CHAIN_START,
  });
  await keepPlan(knex, hashPlan(plan), plan);
  for (const id of IDS) {
    await insertRollout(knex, {
      id,
      experimentId: 'experiment',
      plan,
      planHash: hashPlan(plan),
      state: { ...outcome.next, phase: 'completed' },
      service: plan.service,
      system: null,
      owner: OWNERS,
      people: makeContext().people,
      tags: [],
      inForce: null,
    });
  }
  await keepSchedule(knex, {
    id: 'schedule',
    service: IDLE,
    playbook_id: 'standard',
    settings: {} as DrillScheduleRow['settings'],
    every_days: 7,
    hour: 9,
    time_zone: 'UTC',
    set_by: dana,
    next_at: new Date('2100-01-01T00:00:00Z'),
  });
});

/** As the next task finds the catalogue, minutes later. */
async function follow(services: Service[]): Promise<string[]> {
  await knex('services').update({ checked_at: new Date(0) });
  const asked: string[] = [];
  await followOwners(knex, {
    services: async refs => {
      asked.push(...refs);
      return services.filter(({ ref }) => refs.includes(ref));
    },
  });
  return asked.sort();
}

async function ofOwner(group: string): Promise<number> {
  const ids = await knex('rollouts')
    .whereRaw('parts && ?', [[partOf('owner', group)]])
    .where({ owner: group })
    .pluck('id');
  return ids.length;
}

it('hands what has ended to whoever owns the service now, in good time', async () => {
  expect(await ofOwner(OWNERS)).toBe(IDS.length);
  expect(await follow([])).toEqual([plan.service, IDLE].sort());
  expect(await ofOwner(OWNERS)).toBe(IDS.length);
  await follow([serviceOf(plan.service, null)]);
  expect(await ofOwner(OWNERS)).toBe(IDS.length);

  await follow([serviceOf(plan.service, NEW_OWNERS)]);
  expect(await ofOwner(OWNERS)).toBe(0);
  expect(await ofOwner(NEW_OWNERS)).toBe(IDS.length);
  const { version, people, tags } = await knex('rollouts').first();
  expect({ version, tags }).toEqual({ version: 1, tags: ['paid'] });
  expect(people.owners).toEqual([NEW_OWNERS]);
  expect(await followService(knex, serviceOf(plan.service, OWNERS), 2)).toBe(
    IDS.length,
  );
  expect(await ofOwner(OWNERS)).toBe(IDS.length);
  await follow([serviceOf(plan.service, NEW_OWNERS)]);
  const { parts } = await knex('experiments').first();
  expect(parts).toContain(partOf('owner', NEW_OWNERS));
  expect(parts).not.toContain(partOf('owner', OWNERS));
});

it('asks again only after minutes', async () => {
  await follow([]);
  const services = jest.fn(async () => []);
  await followOwners(knex, { services });
  expect(services).toHaveBeenCalledWith([]);
});

it('lets the owner of a service without rollouts see what is of it', async () => {
  const listed = async (group: string) => [
    (await listSchedules(knex, {}, seenBy(group))).length,
    (await seenOf(knex, [IDLE], seenBy(group))).size,
  ];
  expect(await listed(OWNERS)).toEqual([0, 0]);
  await follow([serviceOf(IDLE, OWNERS)]);
  expect(await listed(OWNERS)).toEqual([1, 1]);
  expect(await listed(NEW_OWNERS)).toEqual([0, 0]);
});

it('lets operators remove a schedule of a service that is no more, and nobody else', async () => {
  const schedules = new Schedules({
    knex,
    planner: {
      service: async () => {
        throw new MissingError('It is gone', '');
      },
    },
    drills: { check: async () => {} },
    operators: [OPERATORS],
  });
  const admit = () => {};
  await expect(schedules.remove('schedule', ines, admit)).rejects.toThrow(
    MissingError,
  );
  expect(await readSchedule(knex, 'schedule')).toBeDefined();
  await schedules.remove('schedule', petra, admit);
  expect(await readSchedule(knex, 'schedule')).toBeUndefined();
});
