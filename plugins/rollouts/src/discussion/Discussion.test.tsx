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
import { fill, renderPart } from '../__testUtils__/render';
import { FakeRollouts, refused } from '../testing';
import { Discussion } from './Discussion';

const field = () => screen.findByLabelText('Say something');
const send = () => screen.getByRole('button', { name: 'Comment' });

describe('Discussion', () => {
  it('shows what was said, and that something was withdrawn', async () => {
    await renderPart(<Discussion experimentId="e-1" />);
    expect(await screen.findByText(/I look again at noon/)).toBeInTheDocument();
    expect(
      screen.getByText(/Omar Owner withdrew a comment/),
    ).toBeInTheDocument();
    expect(
      screen.getAllByRole('button', { name: /Withdraw your comment/ }),
    ).toHaveLength(1);
  });

  it('sends what was typed, about the rollout, and clears it', async () => {
    const api = new FakeRollouts();
    await renderPart(<Discussion experimentId="e-1" rolloutId="r-1" />, {
      api,
    });
    const text = await field();
    await userEvent.click(send());
    expect(api.inputs('comment')).toEqual([]);
    await fill(text, '  Looks well  ');
    await userEvent.click(send());
    await waitFor(() => expect(text).toHaveValue(''));
    expect(api.inputs('comment')[0]).toMatchObject({
      params: { id: 'e-1' },
      body: { text: 'Looks well', rolloutId: 'r-1' },
    });
  });

  it('asks before it withdraws, and says why it did not', async () => {
    const api = new FakeRollouts();
    api.fail(
      'withdrawComment',
      refused(404, { message: 'Gone', remedy: 'Load it again' }),
    );
    await renderPart(<Discussion experimentId="e-1" />, { api });
    await userEvent.click(
      await screen.findByRole('button', { name: /Withdraw your comment/ }),
    );
    const dialog = await screen.findByRole('dialog', {
      name: 'Withdraw this comment?',
    });
    expect(api.inputs('withdrawComment')).toEqual([]);
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Withdraw' }),
    );
    expect(
      await within(dialog).findByText('It was not withdrawn'),
    ).toBeInTheDocument();
    expect(within(dialog).getByText('Load it again')).toBeInTheDocument();
    expect(api.inputs('withdrawComment')).toHaveLength(1);
  });

  it('keeps what was typed when it is refused', async () => {
    const api = new FakeRollouts();
    api.fail(
      'comment',
      refused(403, { message: 'Not for you', remedy: 'Ask' }),
    );
    await renderPart(<Discussion experimentId="e-1" />, { api });
    const text = await field();
    await fill(text, 'Looks well');
    await userEvent.click(send());
    expect(
      await screen.findByRole('heading', { name: 'It was not sent' }),
    ).toBeInTheDocument();
    expect(screen.getByText('Not for you')).toBeInTheDocument();
    expect(screen.getByText('Ask')).toBeInTheDocument();
    expect(text).toHaveValue('Looks well');
  });
});
