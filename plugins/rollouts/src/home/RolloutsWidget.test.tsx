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

import { screen, within } from '@testing-library/react';
import { renderPart } from '../__testUtils__/render';
import { BY_PHASE, FakeRollouts, refused } from '../testing';
import { RolloutsWidget } from './RolloutsWidget';

const waits = () => screen.findByRole('region', { name: 'Waits for you' });
const exposed = () =>
  screen.findByRole('region', { name: 'Exposed in your systems' });

/** The person of an app without a sign-in page. */
const VIEWER = 'user:default/guest';

describe('the home widget', () => {
  it('shows the approvals asked for, with their stage, before all else', async () => {
    const stuck = { ...BY_PHASE.stuck, whoMustAct: [VIEWER] };
    renderPart(<RolloutsWidget />, {
      api: new FakeRollouts([stuck, BY_PHASE.waiting]),
    });
    await within(await waits()).findByText('Needs people now');
    const links = within(await waits()).getAllByRole('link', {
      name: /^(?!All)/,
    });
    expect(links.map(link => link.getAttribute('href'))).toEqual([
      '/rollouts/approvals/r-waiting',
      '/rollouts/r-stuck',
    ]);
    expect(await waits()).toHaveTextContent(
      'Asks for your approval of stage 3',
    );
  });

  it('leaves out what waits for others', async () => {
    renderPart(<RolloutsWidget />, {
      api: new FakeRollouts([BY_PHASE.held]).on('listApprovals', () => ({
        items: [],
        now: new Date().toISOString(),
      })),
    });
    expect(await screen.findByText('Nothing waits for you.')).toBeVisible();
  });

  it('shows what is exposed in the systems of the viewer’s groups', async () => {
    const { api } = renderPart(<RolloutsWidget />, {
      api: new FakeRollouts([BY_PHASE.observing]),
    });
    expect(
      await within(await exposed()).findByRole('link', {
        name: BY_PHASE.observing.experiment.title,
      }),
    ).toHaveAttribute('href', '/rollouts/r-observing');
    expect(await exposed()).toHaveTextContent('5.0 % of everyone');
    expect(api.inputs('listRollouts').map(({ query }) => query)).toContainEqual(
      expect.objectContaining({ group: 'exposed', scope: 'teams' }),
    );
  });

  it('says that all users get the baseline where nothing is exposed', async () => {
    renderPart(<RolloutsWidget />, { api: new FakeRollouts([]) });
    expect(await screen.findByText(/all users get the baseline/)).toBeVisible();
  });

  it('still shows the rest when one part fails', async () => {
    renderPart(<RolloutsWidget />, {
      api: new FakeRollouts([BY_PHASE.observing]).fail(
        'listApprovals',
        refused(403, { message: 'Approvals are not for you to see.' }),
      ),
    });
    expect(await waits()).toBeVisible();
    expect(
      await screen.findByText('Approvals are not for you to see.'),
    ).toBeVisible();
    expect(
      await within(await exposed()).findByText(
        BY_PHASE.observing.experiment.title,
      ),
    ).toBeVisible();
  });
});
