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

import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fill, renderAt } from '../../__testUtils__/render';
import { FakeRollouts, refused, REVIEW } from '../../testing';

const PATH = '/rollouts/reviews';

describe('Reviews', () => {
  it('lists what is open with what is overdue', async () => {
    const api = new FakeRollouts();
    await renderAt(PATH, { api });
    expect(
      await screen.findByRole('link', { name: 'Faster checkout' }),
    ).toHaveAttribute('href', `${PATH}/v-1`);
    expect(screen.getByText('Overdue')).toBeInTheDocument();
    expect(await screen.findByText('1 overdue')).toBeInTheDocument();
    await userEvent.selectOptions(screen.getByLabelText('Show'), 'closed');
    expect(await screen.findByText('Nothing to review')).toBeInTheDocument();
    expect(api.inputs('listReviews').at(-1)?.query?.state).toBe('closed');
  });
});

describe('Review', () => {
  it('shows the timeline, and closes with what was written', async () => {
    const api = new FakeRollouts();
    await renderAt(`${PATH}/v-1`, { api });
    expect(await screen.findByText(/Detected after 10/)).toBeInTheDocument();
    await userEvent.clear(screen.getByLabelText('Owner of action 1'));
    await fill(screen.getByLabelText('Owner of action 1'), 'dana');
    await fill(screen.getByLabelText('Conclusion'), 'Warm the cache');
    await userEvent.click(
      screen.getByRole('button', { name: 'Close the review' }),
    );
    expect(await screen.findByText('Warm the cache')).toBeInTheDocument();
    expect(api.inputs('closeReview')[0].body).toEqual({
      version: 2,
      body: { ...REVIEW.body, conclusion: 'Warm the cache' },
    });
    expect(
      screen.getByRole('link', { name: 'Write what was learned' }),
    ).toHaveAttribute(
      'href',
      '/rollouts/experiments/e-1?conclude=1&review=v-1',
    );
  });

  it('keeps what was typed when it is refused', async () => {
    const api = new FakeRollouts().fail(
      'closeReview',
      refused(409, {
        message: 'The conclusion is empty',
        remedy: 'Say what was found',
      }),
    );
    await renderAt(`${PATH}/v-1`, { api });
    await fill(await screen.findByLabelText('Notes'), ' Nobody looked.');
    await userEvent.click(
      screen.getByRole('button', { name: 'Close the review' }),
    );
    expect(
      await screen.findByText(/The conclusion is empty/),
    ).toBeInTheDocument();
    expect(screen.getByLabelText('Notes')).toHaveValue(
      `${REVIEW.body.notes} Nobody looked.`,
    );
  });

  it('says at an action what is wrong with it', async () => {
    const api = new FakeRollouts().fail(
      'writeReview',
      refused(400, {
        message: 'Say something here',
        problems: [
          {
            path: ['body', 'actions', 0, 'text'],
            message: 'Say something here',
            remedy: 'At least 1 character that can be seen',
          },
        ],
      }),
    );
    await renderAt(`${PATH}/v-1`, { api });
    const action = await screen.findByLabelText('Action 1');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(action).toHaveAccessibleDescription(
        'Say something here. At least 1 character that can be seen',
      ),
    );
  });

  it('does not write over what somebody else wrote meanwhile', async () => {
    const [newest] = REVIEW.history;
    const actor = { ...newest.actor, name: 'Omar Haddad' };
    const theirs = {
      ...REVIEW,
      version: 3,
      body: { ...REVIEW.body, notes: 'It was the network.' },
      history: [{ ...newest, version: 3, actor }, ...REVIEW.history],
    };
    let current = REVIEW;
    const api = new FakeRollouts().on('getReview', () => current);
    await renderAt(`${PATH}/v-1`, { api });
    await fill(await screen.findByLabelText('Notes'), ' Mine.');
    current = theirs;
    api.fail('writeReview', refused(409, { message: 'It has changed' }));
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(
      await screen.findByText(/Omar Haddad wrote in this review/),
    ).toBeInTheDocument();
    expect(api.inputs('writeReview')[0].body?.version).toBe(2);
    expect(screen.getByLabelText('Notes')).toHaveValue(
      `${REVIEW.body.notes} Mine.`,
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Keep mine in its place' }),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(api.inputs('writeReview')[1].body?.version).toBe(3);
  });

  it('lets actions be called done after it is closed, and shows what is late', async () => {
    const [action] = REVIEW.body.actions;
    const late = { ...action, due: '2020-01-31' };
    const api = new FakeRollouts().on('getReview', () => ({
      ...REVIEW,
      closedAt: REVIEW.openedAt,
      write: { open: false, reason: 'The review is closed' },
      body: { ...REVIEW.body, actions: [late] },
    }));
    await renderAt(`${PATH}/v-1`, { api });
    const done = await screen.findByRole('checkbox', { name: action.text });
    expect(done).toHaveAccessibleDescription('dana, by 2020-01-31');
    expect(screen.getAllByText('Overdue')).toHaveLength(2);
    await userEvent.click(done);
    expect(api.inputs('writeReview')[0].body).toEqual({
      version: 2,
      body: { ...REVIEW.body, actions: [{ ...late, done: true }] },
    });
  });

  it('says who closes a bypass, where its viewer may not', async () => {
    const api = new FakeRollouts().on('getReview', () => ({
      ...REVIEW,
      kind: 'bypass',
      subject: 'minimum-bake',
      about: 'user:default/dana',
      close: {
        open: false,
        reason: 'It is about what dana did: another person closes it',
      },
    }));
    await renderAt(`${PATH}/v-1`, { api });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Close the review' }),
    );
    expect(
      (await screen.findAllByText(/another person closes it/)).length,
    ).toBeGreaterThan(1);
    expect(api.inputs('closeReview')).toEqual([]);
  });

  it('begins the learning with what the review found', async () => {
    const api = new FakeRollouts().on('getReview', () => ({
      ...REVIEW,
      body: { ...REVIEW.body, conclusion: 'The cache was cold' },
    }));
    const [experiment] = [...api.experiments.values()].filter(
      ({ conclude }) => conclude.open,
    );
    await renderAt(
      `/rollouts/experiments/${experiment.id}?conclude=1&review=v-1`,
      { api },
    );
    expect(
      await screen.findByDisplayValue('The cache was cold'),
    ).toBeInTheDocument();
  });
});
