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

import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import type {
  ExportedDecision,
  ExportStart,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { AuditWorld, makeKey } from '../__testUtils__/AuditWorld';
import { verifyByArguments } from '../commandLine';
import { asJsonLines } from '../export/jsonLines';
import type { ExportFilter } from '../../store/exported';
import type { Visibility } from '../../store/visibility';

jest.setTimeout(60_000);
const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

const COUNT = 140;
const ACTS = 3;
const COVERED = COUNT * 2 + ACTS;
let world: AuditWorld;
let keyFile: string;

/**
 * Two experiments, more decisions than one kept subtree has, and a freeze; two
 * decisions are newer.
 */
beforeAll(async () => {
  world = await AuditWorld.create(await databases.init('POSTGRES_18'));
  for (const id of ['a', 'b']) await world.addExperiment(id);
  for (let count = 0; count < COUNT; count += 1) {
    for (const id of ['a', 'b']) await world.decide(id, `${id}${count}`);
    if (count === 60) await world.publish();
  }
  for (let count = 0; count < ACTS; count += 1) await world.act('f', 'acted');
  await world.publish();
  for (const id of ['a', 'b']) await world.decide(id, 'newer');
  keyFile = path.join(world.folder, 'audit.pub');
  await writeFile(keyFile, world.key.publicKey);
});
afterAll(() => world.close());

async function exported(
  filter: ExportFilter,
  visibility: Visibility = 'all',
): Promise<string[]> {
  let text = '';
  const parts = asJsonLines(world.knex, filter, visibility);
  for await (const part of parts) text += part;
  return text.trim().split('\n');
}

async function verify(
  lines: string[],
  { copy = true, key = keyFile }: { copy?: boolean; key?: string } = {},
) {
  const file = path.join(world.folder, 'export.jsonl');
  await writeFile(file, `${lines.join('\n')}\n`);
  const copies = copy ? ['--copy', world.copy.name] : [];
  const { code, text } = await verifyByArguments([
    '--json',
    ...['--export', file, '--public-key', key],
    ...copies,
  ]);
  return { code, ...JSON.parse(text) };
}

const change = <T extends object>(line: string, by: (value: T) => object) =>
  JSON.stringify(by(JSON.parse(line)));

it.each([
  ['everything', {}, COUNT * 2 + 2, ACTS, 2],
  ['one experiment', { experiment: 'a' }, COUNT + 1, 0, 1],
  ['one freeze', { record: 'freeze:f' }, 0, ACTS, 0],
  ['what was done to freezes', { kind: 'freeze' as const }, 0, ACTS, 0],
  ['all decisions', { kind: 'decision' as const }, COUNT * 2 + 2, 0, 2],
  [
    'somebody’s',
    { experiment: 'b', person: 'user:default/dana' },
    COUNT + 1,
    0,
    1,
  ],
  ['nothing', { experiment: 'c' }, 0, 0, 0],
])(
  'verifies an export of %s without the database',
  async (_, filter, decisions, acts, newer) => {
    const lines = await exported(filter);
    for (const copy of [true, false]) {
      expect(await verify(lines, { copy })).toMatchObject({
        code: 0,
        intact: true,
        decisions,
        acts,
        newer,
        head: { size: COVERED },
      });
    }
  },
);

it('judges what somebody exported who does not see everything by what is in it', async () => {
  const other = { column: 'service' as const, values: ['component:other'] };
  const lines = await exported({}, other);
  expect(lines[0]).toContain('"head":null');
  expect(await verify(lines)).toMatchObject({
    code: 0,
    intact: true,
    decisions: 0,
    acts: ACTS,
    newer: 0,
    head: { size: COVERED },
  });
  const changed = lines.map(line => line.replace('"acted"', '"forged"'));
  expect(await verify(changed)).toMatchObject({
    code: 1,
    fault: { what: 'act', record: { kind: 'freeze', id: 'f' }, seq: 1 },
  });
});

it('proves each entry of one chain against the head', async () => {
  const [, ...acts] = (await exported({ record: 'freeze:f' })).map(line =>
    JSON.parse(line),
  );
  expect(acts.slice(0, ACTS).every(({ leaf }) => leaf.path.length)).toBe(true);
  const lines = (await exported({ experiment: 'a' })).map(line =>
    JSON.parse(line),
  );
  const proved: ExportedDecision[] = lines.filter(({ leaf }) => leaf);
  expect(proved).toHaveLength(COUNT);
  expect(proved.every(({ leaf }) => leaf?.path?.length)).toBe(true);
});

it.each<[string, (lines: string[]) => string[], object]>([
  [
    'a decision changed',
    lines =>
      lines.map((line, at) =>
        at === 5
          ? change<ExportedDecision>(line, value => ({
              ...value,
              decision: { ...value.decision, reason: 'forged' },
            }))
          : line,
      ),
    { what: 'decision', experimentId: 'a', seq: 5 },
  ],
  [
    'a decision left out',
    lines => lines.filter((_, at) => at !== 5),
    { what: 'decision', experimentId: 'a', seq: 6 },
  ],
  [
    'two decisions exchanged',
    lines => [...lines.slice(0, 5), lines[6], lines[5], ...lines.slice(7)],
    { what: 'decision', experimentId: 'a' },
  ],
  [
    'a proof of another place',
    lines =>
      lines.map((line, at) =>
        at === 5
          ? change<ExportedDecision>(line, value => ({
              ...value,
              leaf: value.leaf && { ...value.leaf, index: 0 },
            }))
          : line,
      ),
    { what: 'decision', experimentId: 'a', seq: 5 },
  ],
  [
    'another head',
    ([first, ...rest]) => [
      change<ExportStart>(first, value => ({
        ...value,
        head: value.head && { ...value.head, root: '0'.repeat(64) },
      })),
      ...rest,
    ],
    { what: 'decision' },
  ],
  ['an end cut off', lines => lines.slice(0, -1), { what: 'copy' }],
])('finds %s', async (_, tamper, fault) => {
  const lines = tamper(await exported({ experiment: 'a' }));
  expect(await verify(lines, { copy: false })).toMatchObject({
    code: 1,
    intact: false,
    fault,
  });
});

it('finds by the copy that the last ten were left out', async () => {
  const lines = await exported({ experiment: 'a' });
  const short = [
    ...lines.slice(0, -12),
    JSON.stringify({ kind: 'end', decisions: lines.length - 13 }),
  ];
  expect(await verify(short, { copy: false })).toMatchObject({ code: 0 });
  expect(await verify(short)).toMatchObject({
    code: 1,
    fault: { what: 'decision', experimentId: 'a', seq: COUNT - 9 },
  });
});

it('finds by the copy that a whole experiment was left out', async () => {
  const lines = (await exported({})).filter(
    line => !line.includes('"experimentId":"b"'),
  );
  const last = JSON.stringify({
    kind: 'end',
    decisions: COUNT + 1,
    acts: ACTS,
  });
  expect(await verify([...lines.slice(0, -1), last])).toMatchObject({
    code: 1,
    fault: { what: 'decision', experimentId: 'b', seq: 1 },
  });
});

it('trusts only the key that it is given', async () => {
  const other = path.join(world.folder, 'other.pub');
  await writeFile(other, makeKey().publicKey);
  expect(
    await verify(await exported({ experiment: 'a' }), { key: other }),
  ).toMatchObject({ code: 1, fault: { what: 'head' } });
});

it('verifies a database by its address, and says what it found', async () => {
  const { host, port, user, password, database } =
    world.knex.client.connectionSettings;
  const url = new URL(`postgres://${host}:${port}/${database}`);
  url.username = user;
  url.password = password;
  const { code, text } = await verifyByArguments([
    ...['--database', url.href, '--public-key', keyFile],
    ...['--copy', path.dirname(world.copy.name)],
  ]);
  expect(code).toBe(0);
  expect(text).toMatch(
    /^Intact: the 282 decisions .* 3 acts .* covers 283, the 2 newest/,
  );
});

it.each([
  [[], 'Name either a database or an export'],
  [['--database', 'x', '--export', 'y'], 'Name either'],
  [['--database', 'x'], 'Name the public key'],
])('refuses %j', async (args, message) => {
  await expect(verifyByArguments(args)).rejects.toThrow(message);
});
