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

import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderAt } from '../../__testUtils__/render';
import { PLAYBOOK } from '../../testing';

const EDIT = '/rollouts/playbooks/web-service/edit';

const field = (name: RegExp) => screen.findByRole('textbox', { name });
const text = () =>
  screen.findByRole<HTMLTextAreaElement>('textbox', {
    name: 'Playbook, as YAML',
  });
const write = (element: HTMLElement, value: string) =>
  fireEvent.change(element, { target: { value } });
beforeEach(() => sessionStorage.clear());

it('is one draft in fields and as YAML, and survives a reload', async () => {
  const { unmount } = renderAt(`${EDIT}?view=yaml`);
  const area = await text();
  write(
    area,
    area.value
      .replace(/^title: .*$/m, 'title: Ours # as people say it')
      .replace('name: quarter', 'name: quarter # since May'),
  );
  fireEvent.click(screen.getByRole('button', { name: 'Edit in fields' }));
  const title = await field(/^Title/);
  expect(title).toHaveValue('Ours');
  write(title, 'All of us');
  fireEvent.click(screen.getByRole('button', { name: 'Add a contact' }));
  write(
    await field(new RegExp(`^Contact ${PLAYBOOK.contacts.length + 1}`)),
    'Olga',
  );
  fireEvent.click(screen.getByRole('button', { name: 'Remove stage 3' }));
  const lost = await screen.findByRole('region', {
    name: /^These remarks stood/,
  });
  expect(within(lost).getByText('# since May')).toBeVisible();
  unmount();
  renderAt(`${EDIT}?view=yaml`);
  const kept = (await text()).value;
  expect(kept).toContain('title: All of us # as people say it');
  expect(kept).toContain('  - Olga\n');
  expect(kept).not.toContain('quarter');
});

it('shows what is wrong at its field, and leads there', async () => {
  renderAt(EDIT);
  write(await field(/^Title/), '');
  await userEvent.click(
    await screen.findByRole('button', { name: /^Line 3:/ }),
  );
  const title = await field(/^Title/);
  await waitFor(() => expect(title).toHaveFocus());
  expect(title).toHaveAccessibleDescription('Say something here');
});

it('tells no value of a metric of today, which only a service has', async () => {
  renderAt(EDIT);
  const [watched] = await screen.findAllByText(/^Watches \d/);
  expect(watched).not.toHaveTextContent(/today/i);
});

it('starts over only once that is said for sure', async () => {
  renderAt(EDIT);
  const startOver = () => screen.queryByRole('button', { name: 'Start over' });
  const press = (name: string) =>
    userEvent.click(screen.getByRole('button', { name }));
  await field(/^Title/);
  expect(startOver()).toBeNull();
  write(await field(/^Title/), 'Ours');
  await press('Start over');
  await press('Keep it');
  expect(await field(/^Title/)).toHaveValue('Ours');
  await press('Start over');
  expect(await field(/^Title/)).toHaveValue('Ours');
  await press('Yes, start over');
  expect(await field(/^Title/)).toHaveValue(PLAYBOOK.title);
  expect(startOver()).toBeNull();
});

it('says of a draft of an older version that a newer one is in force', async () => {
  sessionStorage.setItem(
    'stagecraft.rollouts.playbook/web-service',
    JSON.stringify({ text: 'id: web-service', reason: 'Ours', version: 2 }),
  );
  renderAt(EDIT);
  expect(
    await screen.findByText(/begun on version 2, and version 3 is in force/),
  ).toBeVisible();
});
