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

import {
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import {
  playbookToYaml,
  playbookWritePermission,
  type Actor,
  type Playbook,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import {
  readPlaybook,
  readPlaybookEvents,
  registerPlaybook,
} from '../store/playbooks';
import { prepareDatabase } from '../store/prepare';
import { inTransaction } from '../store/transaction';
import { dana, ines, olga, omar, OPERATORS, petra } from '../testing/plans';
import { Playbooks } from '../views/Playbooks';
import type { Viewer } from '../permissions/Viewer';
import { loadPlaybooks } from './loadPlaybooks';
import { PlaybookChanges } from './PlaybookChanges';
import { tellOverdueReviews } from './tellOfPlaybooks';

jest.setTimeout(60_000);
const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

const OWNER = 'group:default/storefront-owners';
const [shipped] = loadPlaybooks([]);
const BOOK: Playbook = {
  ...shipped,
  id: 'careful',
  title: 'Careful',
  owner: OWNER,
  reviewEveryDays: 30,
};

function viewer(
  actor: Actor,
  permits = [playbookWritePermission.name],
): Viewer {
  return {
    actor,
    credentials: mockCredentials.user(),
    permits: new Set(permits),
    visibility: 'all',
  };
}

let knex: Knex;
let changes: PlaybookChanges;
let playbooks: Playbooks;
beforeAll(async () => {
  knex = await databases.init('POSTGRES_18');
  await prepareDatabase(mockServices.database({ knex }));
  changes = new PlaybookChanges({ knex, operators: [OPERATORS] });
  playbooks = new Playbooks({ knex, operators: [OPERATORS] });
});

const register = (playbook: Playbook) =>
  inTransaction(knex, trx => registerPlaybook(trx, playbook));

let book: Playbook;
let count = 0;
beforeEach(async () => {
  count += 1;
  book = { ...BOOK, id: `careful-${count}` };
  await register(book);
});

const propose = (
  actor: Actor,
  title: string,
  rest: {
    baseVersion?: number;
    kind?: 'revise' | 'retire' | 'bring-back';
  } = {},
) =>
  changes.propose(
    book.id,
    {
      kind: 'revise',
      baseVersion: 1,
      reason: 'We learned it',
      ...(rest.kind && rest.kind !== 'revise'
        ? {}
        : { document: { ...book, title } }),
      ...rest,
    },
    viewer(actor),
    (trx, id) => playbooks.change(id, viewer(actor), trx),
  );

const decide = (
  actor: Actor,
  changeId: string,
  decision: 'sign-off' | 'refuse' | 'withdraw' = 'sign-off',
) =>
  changes.decide(
    { changeId, decision, reason: `${actor.name} says so` },
    viewer(actor),
    (trx, id) => playbooks.change(id, viewer(actor), trx),
  );

const newest = async () => {
  const row = await readPlaybook(knex, book.id);
  return [row?.version, row?.body.title, row?.source];
};

describe('a change of a playbook', () => {
  it('becomes the next version once its owner signs it off', async () => {
    const change = await propose(dana, 'More careful');
    expect(await newest()).toEqual([1, 'Careful', 'file']);
    expect(change).toMatchObject({
      state: 'open',
      owners: [OWNER],
      signOff: { open: false, whoCould: [OWNER] },
      withdraw: { open: true },
    });
    const signed = await decide(omar, change.id);
    expect(signed).toMatchObject({ state: 'signed-off', version: 2 });
    expect(await newest()).toEqual([2, 'More careful', 'change']);
    const events = await readPlaybookEvents(knex, book.id);
    expect(events.map(({ kind, reason }) => [kind, reason])).toEqual([
      ['signed-off', 'omar says so'],
      ['proposed', 'We learned it'],
      ['registered', 'Its file was registered'],
    ]);
    expect(events[0].actor).toMatchObject({
      ref: omar.ref,
      name: 'omar',
      groups: omar.groups,
    });
  });

  it.each<[who: string, actor: Actor, says: string]>([
    ['its proposer', { ...omar }, 'Nobody signs off what they proposed'],
    ['a stranger', ines, 'This is for the role that owns the playbook'],
    ['an operator', petra, 'This is for the role that owns the playbook'],
    [
      'a plugin for the owner',
      { ...olga, kind: 'person-through-plugin', through: 'x' },
      'Only a person does this, in person',
    ],
    [
      'a token',
      { kind: 'service', ref: OWNER, name: 'ci' },
      'Only a person does this, in person',
    ],
  ])('is not signed off by %s', async (_, actor, says) => {
    const change = await propose(omar, 'More careful');
    await expect(decide(actor, change.id)).rejects.toThrow(says);
    expect(await newest()).toEqual([1, 'Careful', 'file']);
    expect((await playbooks.change(change.id, viewer(olga))).state).toBe(
      'open',
    );
  });

  it('is not signed off by who makes themselves its owner in it', async () => {
    const taken = await changes.propose(
      book.id,
      {
        kind: 'revise',
        baseVersion: 1,
        reason: 'Ours now',
        document: { ...book, owner: 'group:default/docs-guild' },
      },
      viewer(dana),
      async (_, id) => id,
    );
    await expect(decide(ines, taken)).rejects.toThrow('owns the playbook');
    await decide(omar, taken);
    const next = await propose(dana, 'Next', { baseVersion: 2 });
    await expect(decide(omar, next.id)).rejects.toThrow('owns the playbook');
    await decide(ines, next.id);
  });

  it('is of the newest version, or names the newer one', async () => {
    const [first, second] = [
      await propose(dana, 'First'),
      await propose(dana, 'Second'),
    ];
    await decide(omar, first.id);
    expect(await playbooks.change(second.id, viewer(omar))).toMatchObject({
      newestVersion: 2,
      signOff: { open: false },
      refuse: { open: true },
    });
    await expect(decide(omar, second.id)).rejects.toThrow(
      `It changes version 1, but version 2 of ${book.id} is in force since`,
    );
    await expect(propose(dana, 'Third')).rejects.toThrow('version 2');
    expect(await newest()).toEqual([2, 'First', 'change']);
  });

  it('is signed off once, however many sign at the same time', async () => {
    const change = await propose(dana, 'Once');
    const all = await Promise.allSettled(
      [omar, olga, omar, olga].map(actor => decide(actor, change.id)),
    );
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await newest()).toEqual([2, 'Once', 'change']);
  });

  it('ends when it is refused, or withdrawn by its proposer', async () => {
    const [one, two] = [await propose(dana, 'One'), await propose(dana, 'Two')];
    expect(await decide(omar, one.id, 'refuse')).toMatchObject({
      state: 'refused',
      closed: { reason: 'omar says so' },
    });
    await expect(decide(omar, one.id)).rejects.toThrow(
      'It was refused already',
    );
    await expect(decide(omar, two.id, 'withdraw')).rejects.toThrow(
      'Only who proposed it withdraws it',
    );
    expect((await decide(dana, two.id, 'withdraw')).state).toBe('withdrawn');
  });

  it('says something new', async () => {
    await expect(propose(dana, 'Careful')).rejects.toThrow(
      'It says the same as version 1',
    );
  });

  it('takes the permission', async () => {
    await expect(
      changes.propose(
        book.id,
        { kind: 'retire', baseVersion: 1, reason: 'Old' },
        viewer(dana, []),
        async (_, id) => id,
      ),
    ).rejects.toThrow(playbookWritePermission.name);
  });

  it('names the line of YAML that is wrong, and the learning that is none', async () => {
    const given = (draft: { yaml: string; learning?: string }) =>
      changes.propose(
        book.id,
        { kind: 'revise', baseVersion: 1, reason: 'New', ...draft },
        viewer(dana),
        (trx, id) => playbooks.change(id, viewer(dana), trx),
      );
    const yaml = playbookToYaml({ ...book, title: 'New' }, 'A remark');
    await expect(
      given({ yaml: yaml.replace('title: New', 'titel: New') }),
    ).rejects.toThrow('Line 3: Not known here: titel');
    await expect(given({ yaml, learning: 'nothing' })).rejects.toThrow(
      'There is no learning of an experiment nothing',
    );
    expect((await given({ yaml })).document?.title).toBe('New');
  });
});

it('makes a new playbook with the sign-off of an operator', async () => {
  const id = `born-${count}`;
  const born = await changes.propose(
    id,
    {
      kind: 'revise',
      baseVersion: 0,
      reason: 'New',
      document: { ...BOOK, id },
    },
    viewer(dana),
    async (_, changeId) => changeId,
  );
  const listed = async () =>
    (await playbooks.proposed()).filter(each => each.id === id);
  expect(await listed()).toMatchObject([
    {
      title: BOOK.title,
      changeId: born,
      proposedBy: dana,
      owners: [OPERATORS],
    },
  ]);
  await expect(decide(omar, born)).rejects.toThrow('owns the playbook');
  await decide(petra, born);
  expect(await listed()).toEqual([]);
  expect(await readPlaybook(knex, id)).toMatchObject({ version: 1 });
});

it('retires and brings back the same way', async () => {
  const retire = await propose(dana, '', { kind: 'retire' });
  await decide(omar, retire.id);
  expect(await playbooks.get(book.id, viewer(dana))).toMatchObject({
    version: 1,
    retiredAt: expect.any(String),
    review: { dueAt: null },
    markReviewed: { open: false, reason: 'The playbook is retired' },
  });
  await expect(propose(dana, '', { kind: 'retire' })).rejects.toThrow(
    'The playbook is retired already',
  );
  const back = await propose(dana, '', { kind: 'bring-back' });
  await decide(omar, back.id);
  expect((await playbooks.get(book.id, viewer(dana))).retiredAt).toBeNull();
});

describe('a file', () => {
  it('changes nothing until it changes itself', async () => {
    await decide(omar, (await propose(dana, 'Ours')).id);
    expect(await register(book)).toEqual({
      version: 2,
      added: false,
      replaced: false,
    });
    expect(await newest()).toEqual([2, 'Ours', 'change']);
    expect(await register({ ...book, title: 'File' })).toEqual({
      version: 3,
      added: true,
      replaced: true,
    });
    expect(await newest()).toEqual([3, 'File', 'file']);
  });

  it('that says what was signed off is no new version', async () => {
    await decide(omar, (await propose(dana, 'Ours')).id);
    await register({ ...book, title: 'Ours' });
    expect(await newest()).toEqual([2, 'Ours', 'change']);
  });
});

describe('a review', () => {
  const review = (actor: Actor, version = 1) =>
    changes.review(
      { playbookId: book.id, version, note: 'Still true' },
      viewer(actor),
      (trx, id) => playbooks.get(id, viewer(actor), { trx }),
    );
  const told = async () => {
    const rows = await knex('outbox')
      .where({ kind: 'notify' })
      .whereLike('dedupe_key', `playbook/${book.id}/review-due/%`);
    return rows.map(row => row.payload.recipients);
  };

  it('is told once when it is overdue, and not before', async () => {
    await tellOverdueReviews(knex, [OPERATORS]);
    expect(await told()).toEqual([]);
    await knex('playbook_standing')
      .where({ id: book.id })
      .update({ created_at: knex.raw(`now() - interval '31 days'`) });
    expect((await playbooks.get(book.id, viewer(dana))).review.overdue).toBe(
      true,
    );
    await Promise.all([1, 2].map(() => tellOverdueReviews(knex, [OPERATORS])));
    await tellOverdueReviews(knex, [OPERATORS]);
    expect(await told()).toEqual([[OWNER]]);
    expect((await review(omar)).review).toMatchObject({
      overdue: false,
      note: 'Still true',
      lastBy: { ref: omar.ref },
    });
    await tellOverdueReviews(knex, [OPERATORS]);
    expect(await told()).toHaveLength(1);
  });

  it('is of the newest version, by its owner', async () => {
    await expect(review(ines)).rejects.toThrow('owns the playbook');
    await decide(omar, (await propose(dana, 'Ours')).id);
    await expect(review(omar)).rejects.toThrow(
      'You read version 1, but version 2 is in force since',
    );
  });
});

it.each([
  ['changed', `update acts set hash = 'x' where kind = 'playbook'`],
  ['deleted', `delete from acts where kind = 'playbook'`],
  ['truncated', 'truncate acts'],
])('keeps a history that can not be %s', async (_, statement) => {
  await expect(knex.raw(statement)).rejects.toThrow('append-only');
});
