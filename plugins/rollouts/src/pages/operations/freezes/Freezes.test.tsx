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

import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fill, renderAt } from '../../../__testUtils__/render';
import type { FreezeList } from '../../../data/useFreezes';
import {
  aFreeze,
  FakeRollouts,
  freezeHandlers,
  refused,
} from '../../../testing';

const PATH = '/rollouts/operations';

async function openDialog(name: string, api = new FakeRollouts()) {
  renderAt(PATH, { api });
  const button = await screen.findByRole('button', { name });
  // Closed until it is known who may.
  await screen.findByRole('region', { name: 'Autumn sale' });
  await userEvent.click(button);
  return within(await screen.findByRole('dialog'));
}

describe('freezes', () => {
  it('marks in the calendar what is in force, and leads to what it is', async () => {
    renderAt(PATH);
    const [marked] = await screen.findAllByRole('button', {
      name: 'In force: Autumn sale',
    });
    const card = within(
      await screen.findByRole('region', { name: 'Autumn sale' }),
    );
    expect(card.getByText('The busiest day of the year')).toBeInTheDocument();
    expect(card.getByText('everything')).toBeInTheDocument();
    expect(
      screen.getByText(/^every day at 22:00 for 8.h, by the clocks of/),
    ).toBeInTheDocument();
    Element.prototype.scrollIntoView = jest.fn();
    await userEvent.click(marked);
    expect(document.activeElement).toHaveAttribute('id', 'freeze-f-sale');
  });

  it('tells freezes of one name apart', async () => {
    const second = aFreeze({ id: 'f-two', reason: 'Stock is counted' });
    const api = new FakeRollouts();
    api.on('listFreezes', input => ({
      ...freezeHandlers.listFreezes(input),
      items: [aFreeze(), second],
    }));
    renderAt(PATH, { api });
    for (const reason of ['The busiest day of the year', 'Stock is counted']) {
      expect(
        await screen.findByRole('region', {
          name: new RegExp(`^Autumn sale ${reason} everything`),
        }),
      ).toBeInTheDocument();
    }
  });

  it('asks for another month', async () => {
    const api = new FakeRollouts();
    renderAt(PATH, { api });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Later: the month after' }),
    );
    await waitFor(() =>
      expect(
        new Set(api.inputs('listFreezes').map(({ query }) => query?.from)).size,
      ).toBe(2),
    );
  });

  it('declares one, with problems beside their fields and nothing lost', async () => {
    const api = new FakeRollouts().fail(
      'declareFreeze',
      refused(400, {
        message: 'There is no time zone Mars/Olympus',
        problems: [
          {
            path: ['timing', 'timeZone'],
            message: 'There is no time zone Mars/Olympus',
            remedy: 'Use an IANA name, such as Europe/Berlin',
          },
        ],
      }),
    );
    const dialog = await openDialog('Declare a freeze', api);
    await fill(dialog.getByRole('textbox', { name: /^Title/ }), 'Nights');
    await fill(dialog.getByRole('textbox', { name: /^Reason/ }), 'Asleep');
    await userEvent.selectOptions(
      dialog.getByRole('combobox', { name: 'When' }),
      'recurring',
    );
    await userEvent.click(dialog.getByRole('button', { name: 'Declare' }));
    expect(
      await dialog.findByText(/Mars\/Olympus. Use an IANA name/),
    ).toBeInTheDocument();
    expect(dialog.getByRole('textbox', { name: /^Title/ })).toHaveValue(
      'Nights',
    );
    api.on('declareFreeze', freezeHandlers.declareFreeze);
    await userEvent.click(dialog.getByRole('button', { name: 'Declare' }));
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(api.inputs('declareFreeze').at(-1)?.body).toMatchObject({
      title: 'Nights',
      contact: 'group:default/on-call',
      scope: { kind: 'all' },
      timing: {
        kind: 'recurring',
        rule: 'FREQ=DAILY',
        durationSeconds: 28_800,
      },
    });
  });

  it('names whom to ask also when it was opened before that was known', async () => {
    let answer = (_: FreezeList) => {};
    const later = new Promise<FreezeList>(resolve => {
      answer = resolve;
    });
    const api = new FakeRollouts().on('listFreezes', () => later);
    renderAt(PATH, { api });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Declare a freeze' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    const field = (name: RegExp) => dialog.getByRole('textbox', { name });
    await fill(field(/^Title/), 'Nights');
    answer(await freezeHandlers.listFreezes(api.inputs('listFreezes')[0]));
    await waitFor(() =>
      expect(field(/^Group to ask/)).toHaveValue('group:default/on-call'),
    );
    expect(field(/^Title/)).toHaveValue('Nights');
    await userEvent.clear(field(/^Group to ask/));
    expect(field(/^Group to ask/)).toHaveValue('');
  });

  it('ends one with a reason', async () => {
    const api = new FakeRollouts();
    const dialog = await openDialog('End now: Autumn sale', api);
    await fill(dialog.getByRole('textbox'), 'It is quiet again');
    await userEvent.click(dialog.getByRole('button', { name: 'End now' }));
    await waitFor(() =>
      expect(api.inputs('endFreeze')).toMatchObject([
        {
          params: { id: 'f-sale' },
          body: { version: 1, reason: 'It is quiet again', what: 'freeze' },
        },
      ]),
    );
  });

  it('stops the line in two presses, and tells what was held and what was not', async () => {
    const api = new FakeRollouts();
    const dialog = await openDialog('Stop the line', api);
    expect(
      await dialog.findByText(/^It will hold \d+, and freeze everything/),
    ).toBeInTheDocument();
    expect(api.inputs('stopLine')).toEqual([]);
    await fill(dialog.getByRole('textbox', { name: /^Reason/ }), 'All down');
    await userEvent.click(
      dialog.getByRole('button', { name: 'Stop the line' }),
    );
    expect(
      await dialog.findByText(
        /^Held \d+\. Frozen until somebody ends it: everything/,
      ),
    ).toBeInTheDocument();
    expect(
      dialog.getAllByText('The rollout is being rolled back').length,
    ).toBeGreaterThan(0);
    expect(api.inputs('stopLine')).toMatchObject([
      { body: { scope: { kind: 'all' }, reason: 'All down' } },
    ]);
  });

  it('says why somebody may not, and who could', async () => {
    const closed = {
      open: false as const,
      reason: 'This is for operators',
      remedy: 'Ask one of on-call',
      whoCould: ['group:default/on-call'],
    } satisfies FreezeList['stop'];
    const api = new FakeRollouts().on('listFreezes', input => ({
      ...freezeHandlers.listFreezes(input),
      items: [aFreeze()],
      manage: closed,
      stop: closed,
    }));
    renderAt(PATH, { api });
    await screen.findByRole('region', { name: 'Autumn sale' });
    await userEvent.click(
      screen.getByRole('button', { name: 'Stop the line' }),
    );
    expect(
      (await screen.findAllByText('Ask one of on-call')).length,
    ).toBeGreaterThan(0);
    // What opens says why, and asks for nothing.
    expect(
      screen.queryByRole('dialog', { name: 'Stop the line' }),
    ).not.toBeInTheDocument();
    expect(api.inputs('previewLineStop')).toEqual([]);
  });

  it('keeps the rest of the page when it fails', async () => {
    const api = new FakeRollouts().fail(
      'listFreezes',
      refused(403, { message: 'Not for you', remedy: 'Ask somebody' }),
    );
    renderAt(PATH, { api });
    expect(await screen.findByText('Not for you')).toBeInTheDocument();
    expect(
      await screen.findByRole('table', {
        name: 'Rollouts that are stuck, rolling back or held',
      }),
    ).toBeInTheDocument();
  });
});
