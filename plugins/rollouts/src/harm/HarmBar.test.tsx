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
import {
  rolloutReadPermission,
  type Harm,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { renderAt, renderPart } from '../__testUtils__/render';
import { FakeRollouts, HARM, refused } from '../testing';
import { aViewer } from '../testing/viewer';
import { HarmBar } from './HarmBar';
import { RolloutsHarmBadge } from './RolloutsHarmBadge';

const NAME = 'Harm that you have not acknowledged';
const bar = () => screen.findByRole('region', { name: NAME });
const [stuck, rolledBack] = HARM;

/** An API that notes what was seen. */
function telling(harm: Harm[]): FakeRollouts {
  let left = harm;
  const answer = () => ({ items: left, now: new Date().toISOString() });
  return new FakeRollouts()
    .on('listHarm', answer)
    .on('acknowledgeHarm', input => {
      left = left.filter(({ id }) => id !== input.params?.id);
      return answer();
    });
}

describe('the bar of harm', () => {
  it('stands above every page, most urgent first, until it is seen', async () => {
    const { api } = renderAt('/rollouts/learnings', { api: telling(HARM) });
    expect(within(await bar()).getAllByRole('link')).toHaveLength(1);
    expect(
      within(await bar()).getByRole('link', { name: stuck.title }),
    ).toHaveAttribute('href', stuck.link);
    const more = screen.getByRole('button', { name: 'Show 1 more' });
    await userEvent.click(more);
    expect(within(await bar()).getAllByRole('link')).toHaveLength(2);

    await userEvent.click(
      screen.getByRole('button', { name: `Seen: ${stuck.title}` }),
    );
    await waitFor(() =>
      expect(screen.queryByText(stuck.title)).not.toBeInTheDocument(),
    );
    expect(api.inputs('acknowledgeHarm')).toMatchObject([
      { params: { id: stuck.id } },
    ]);
    await userEvent.click(
      screen.getByRole('button', { name: `Seen: ${rolledBack.title}` }),
    );
    await waitFor(() =>
      expect(
        screen.queryByRole('region', { name: NAME }),
      ).not.toBeInTheDocument(),
    );
    expect(document.body).not.toHaveFocus();
  });

  it('shows what comes while somebody looks', async () => {
    const { api, signals } = renderPart(<HarmBar />, { api: telling([]) });
    await waitFor(() => expect(api.inputs('listHarm')).toHaveLength(1));
    expect(screen.queryByRole('region', { name: NAME })).toBeNull();
    api.on('listHarm', () => ({
      items: [rolledBack],
      now: new Date().toISOString(),
    }));
    signals.send();
    expect(await bar()).toHaveTextContent(rolledBack.title);
  });

  it('stays when the press was not noted, and says why', async () => {
    renderPart(<HarmBar />, {
      api: telling([stuck]).fail(
        'acknowledgeHarm',
        refused(503, { message: 'The database is down' }),
      ),
    });
    await userEvent.click(
      within(await bar()).getByRole('button', { name: /^Seen/ }),
    );
    expect(await screen.findByText(/The database is down/)).toBeVisible();
    expect(await bar()).toHaveTextContent(stuck.title);
  });

  it('says when it could not be read, and reads again', async () => {
    const api = new FakeRollouts().fail(
      'listHarm',
      refused(400, { message: 'Broken' }),
    );
    renderPart(<HarmBar />, { api });
    const again = await screen.findByRole('button', { name: 'Try again' });
    api.on('listHarm', () => ({
      items: [stuck],
      now: new Date().toISOString(),
    }));
    await userEvent.click(again);
    expect(await bar()).toHaveTextContent(stuck.title);
  });
});

describe('harm in a corner of the portal', () => {
  it('is shown and acknowledged where no page has the bar', async () => {
    renderPart(<RolloutsHarmBadge />, { api: telling([stuck]) });
    await userEvent.click(
      within(await bar()).getByRole('button', { name: /^Seen/ }),
    );
    await waitFor(() =>
      expect(screen.queryByText(stuck.title)).not.toBeInTheDocument(),
    );
  });

  it('leaves it to the bar where one stands', async () => {
    renderPart(
      <>
        <HarmBar />
        <RolloutsHarmBadge />
      </>,
      { api: telling([stuck]) },
    );
    await bar();
    expect(screen.getAllByRole('region', { name: NAME })).toHaveLength(1);
  });

  it.each([
    ['may read no rollouts', aViewer(rolloutReadPermission.name)],
    ['can not be told now', aViewer()],
  ])('is quiet for who %s', async (_, viewer) => {
    const api = new FakeRollouts()
      .on('getViewer', () => viewer)
      .fail('listHarm', refused(400, { message: 'Broken' }));
    renderPart(<RolloutsHarmBadge />, { api });
    await waitFor(() => expect(api.inputs('getViewer')).toHaveLength(1));
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });
});
