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
import { fill, renderAt } from '../../__testUtils__/render';
import { aChange, FakeRollouts, PLAYBOOK, refused } from '../../testing';

const EDIT = '/rollouts/playbooks/web-service/edit';
const TEXT = `${EDIT}?view=yaml`;
const CHANGE = '/rollouts/playbooks/web-service/changes/c-open';

describe('the editor', () => {
  const area = () =>
    screen.findByRole<HTMLTextAreaElement>('textbox', {
      name: 'Playbook, as YAML',
    });
  const write = (text: HTMLTextAreaElement, value: string) =>
    fireEvent.change(text, { target: { value } });
  beforeEach(() => sessionStorage.clear());

  it('names what is wrong by its line, and goes there', async () => {
    renderAt(TEXT);
    const text = await area();
    expect(screen.getByText('Everything is right')).toBeVisible();
    write(text, text.value.replace('title: Web', 'titel: Web'));
    const problem = await screen.findByRole('button', {
      name: /Line 3:.*Not known here: titel/,
    });
    await userEvent.click(problem);
    expect(text).toHaveFocus();
    expect(text.value.slice(text.selectionStart, text.selectionEnd)).toMatch(
      /^titel: Web service/,
    );
  });

  it('shows in words what changes, and proposes that with a reason', async () => {
    const { api } = renderAt(TEXT);
    const text = await area();
    write(text, text.value.replace('title: Web service', 'title: Any service'));
    const changes = await screen.findByRole('region', { name: 'What changes' });
    await waitFor(() =>
      expect(changes).toHaveTextContent(
        /TitleWas: Web service behind a gateway→Is: Any service behind/,
      ),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Propose' }));
    expect(
      screen.getByText('Say why, for those who sign it off.'),
    ).toBeVisible();
    await fill(
      screen.getByRole('textbox', { name: /Why it should/ }),
      'It is more',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Propose' }));
    await waitFor(() =>
      expect(api.inputs('proposePlaybookChange')[0]).toMatchObject({
        params: { id: 'web-service' },
        body: {
          kind: 'revise',
          baseVersion: 3,
          reason: 'It is more',
          document: { title: 'Any service behind a gateway' },
        },
      }),
    );
  });

  it('keeps what was written when a newer version came meanwhile', async () => {
    const api = new FakeRollouts().fail(
      'proposePlaybookChange',
      refused(409, {
        message: 'It changes version 3, but version 4 is in force since',
        remedy: 'Propose the change again on version 4',
      }),
    );
    renderAt(`${TEXT}&learning=e-1`, { api });
    const text = await area();
    write(text, text.value.replace('title: Web', 'title: My web'));
    const reason = screen.getByRole('textbox', { name: /Why it should/ });
    expect(reason).toHaveTextContent(/^Learned from “Faster checkout/);
    await fill(reason, 'Learned');
    await waitFor(() =>
      expect(
        screen.getByRole('region', { name: 'What changes' }),
      ).toHaveTextContent('My web service'),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Propose' }));
    expect(
      await screen.findByText(/version 4 is in force since/),
    ).toBeVisible();
    expect(text.value).toContain('title: My web');
    expect(api.inputs('proposePlaybookChange')[0]?.body?.learning).toBe('e-1');
  });

  it('begins a new playbook from a whole one, where there is none', async () => {
    const api = new FakeRollouts().on('listPlaybooks', () => ({
      items: [],
      proposed: [],
    }));
    renderAt('/rollouts/playbooks', { api });
    await userEvent.click(
      await screen.findByRole('button', { name: 'New playbook' }),
    );
    expect(await screen.findByDisplayValue('my-playbook')).toBeVisible();
    expect(screen.getByText('Everything is right')).toBeVisible();
    await fill(
      screen.getByRole('textbox', { name: /Why it is needed/ }),
      'We need it',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Propose' }));
    await waitFor(() =>
      expect(api.inputs('proposePlaybookChange')[0]).toMatchObject({
        params: { id: 'my-playbook' },
        body: { baseVersion: 0 },
      }),
    );
  });

  it('says who may propose where its reader may not', async () => {
    const api = new FakeRollouts().on('getPlaybook', () => ({
      ...PLAYBOOK,
      propose: { open: false, reason: 'You lack it', remedy: 'Ask for it' },
    }));
    renderAt(EDIT, { api });
    expect(await screen.findByText('You lack it')).toBeVisible();
  });
});

describe('a change', () => {
  it('says in words what changes, why, by whom and from which learning', async () => {
    renderAt(CHANGE);
    const changes = await screen.findByRole('region', { name: 'What changes' });
    await waitFor(() =>
      expect(changes).toHaveTextContent(/Bake timeWas: 15 min→Is: 30 min/),
    );
    expect(changes).toHaveTextContent(
      /Step 4Is: Ask the payment provider whether/,
    );
    expect(screen.getByText('Waits for sign-off')).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'Delivery dates from the new planner' }),
    ).toHaveAttribute('href', '/rollouts/experiments/e-learned-0');
  });

  it('is signed off with a reason', async () => {
    const { api } = renderAt(CHANGE);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Sign off' }),
    );
    const dialog = await screen.findByRole('dialog');
    await fill(within(dialog).getByRole('textbox'), 'Agreed in the review');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Sign off' }),
    );
    await waitFor(() =>
      expect(api.inputs('decidePlaybookChange')[0]).toMatchObject({
        params: { id: 'c-open' },
        body: { decision: 'sign-off', reason: 'Agreed in the review' },
      }),
    );
  });

  it('of an older version leads to the newest one', async () => {
    const api = new FakeRollouts().on('getPlaybookChange', () =>
      aChange({
        newestVersion: 4,
        signOff: { open: false, reason: 'It changes version 3' },
      }),
    );
    renderAt(CHANGE, { api });
    expect(
      await screen.findByRole('link', {
        name: 'Propose it again on version 4',
      }),
    ).toHaveAttribute('href', `${EDIT}?again=c-open`);
  });

  it('says that there is none, and tries again', async () => {
    renderAt(CHANGE, {
      api: new FakeRollouts().fail(
        'getPlaybookChange',
        refused(404, { message: 'There is no change c-open.' }),
      ),
    });
    expect(await screen.findByText('There is no change c-open.')).toBeVisible();
  });
});
