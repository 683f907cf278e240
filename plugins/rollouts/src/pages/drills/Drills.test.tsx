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
import userEvent from '@testing-library/user-event';
import { renderAt } from '../../__testUtils__/render';
import { aRollout, DRILL, FakeRollouts, refused } from '../../testing';
import { draftOf, emptyFields, scheduleOf } from './draft';

const PATH = '/rollouts/drills';
const CHECKOUT = 'component:default/checkout';

describe('Drills', () => {
  it('shows how services stand, and each drill with its times and verdict', async () => {
    await renderAt(PATH);
    const standings = await screen.findByRole('table', {
      name: /last and the next drill/,
    });
    expect(await within(standings).findByText('Passed')).toBeInTheDocument();
    expect(
      within(standings).getByText('every 30 days at 09:00, Europe/Berlin'),
    ).toBeInTheDocument();
    const list = await screen.findByRole('table', {
      name: 'Drills, newest first',
    });
    expect(await within(list).findByRole('link')).toHaveAttribute(
      'href',
      `/rollouts/${DRILL.rolloutId}`,
    );
    expect(within(list).getByText(/detected after 12/)).toBeInTheDocument();
    expect(within(list).getByText('Did not notice')).toBeInTheDocument();
  });

  it('runs one of what is picked, and leads to its rollout', async () => {
    const api = new FakeRollouts();
    await renderAt(`${PATH}?playbook=web-service`, { api });
    const button = await screen.findByRole('button', { name: 'Run now' });
    await userEvent.click(button);
    expect(
      screen.getByText('Pick a service and a playbook'),
    ).toBeInTheDocument();
    await userEvent.selectOptions(
      screen.getByLabelText('Service'),
      await screen.findByRole('option', { name: /checkout/i }),
    );
    await userEvent.click(button);
    expect(
      await screen.findByRole('link', { name: 'See its rollout' }),
    ).toHaveAttribute('href', '/rollouts/r-rolled-back');
    expect(api.inputs('runDrill')[0].body).toEqual({
      service: CHECKOUT,
      playbook: 'web-service',
      breach: 'injected-metric',
    });
  });

  it('says why one can not be run, and keeps what was picked', async () => {
    const api = new FakeRollouts().fail(
      'runDrill',
      refused(409, {
        message: 'Another rollout holds the target',
        remedy: 'Wait until it has ended',
      }),
    );
    await renderAt(`${PATH}?playbook=web-service&service=${CHECKOUT}`, { api });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Run now' }),
    );
    expect(
      await screen.findByText(/Another rollout holds the target/),
    ).toBeInTheDocument();
    expect(screen.getByLabelText('Playbook')).toHaveValue('web-service');
  });

  it('removes a schedule', async () => {
    const api = new FakeRollouts();
    await renderAt(PATH, { api });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Remove schedule' }),
    );
    expect(api.inputs('removeDrillSchedule')[0].params).toEqual({ id: 's-1' });
  });

  it('leaves out what is not typed', () => {
    const fields = {
      ...emptyFields('chaos-mesh'),
      service: 's',
      playbook: 'p',
    };
    expect(draftOf(emptyFields('chaos-mesh'))).toBeNull();
    const draft = draftOf(fields);
    expect(draft).toEqual({
      service: 's',
      playbook: 'p',
      breach: 'chaos-mesh',
    });
    expect(draft && scheduleOf(draft, fields).everyDays).toBeNull();
    expect(
      draftOf({ ...fields, image: ' shop ', commit: 'abcdef1' })?.artefacts,
    ).toMatchObject({ images: [{ name: 'shop' }], commit: 'abcdef1' });
  });
});

it('marks a rehearsal on its own page', async () => {
  const drill = {
    ...aRollout(),
    id: 'r-drill',
    drill: { breach: DRILL.breach },
  };
  const api = new FakeRollouts([drill]);
  await renderAt('/rollouts/r-drill', { api });
  expect(await screen.findByText(/This is a rehearsal/)).toBeInTheDocument();
  expect(screen.getAllByText('Drill').length).toBeGreaterThanOrEqual(3);
});
