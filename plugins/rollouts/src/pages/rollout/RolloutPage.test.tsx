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

import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fill, renderAt, renderCommands } from '../../__testUtils__/render';
import {
  aRollout,
  BY_PHASE,
  commands,
  FakeRollouts,
  HUGE,
  refused,
} from '../../testing';
import { RolloutActions } from './RolloutActions';

const region = (name: string) =>
  screen.findByRole('region', { name }).then(found => within(found));

describe('rollout', () => {
  it('says what is exposed to whom, why, and what happens next', async () => {
    renderAt('/rollouts/r-observing');
    expect(
      await screen.findByRole('heading', {
        name: 'Faster checkout with fewer round trips',
      }),
    ).toBeInTheDocument();
    expect(screen.getAllByText('5.0 % of everyone')[0]).toBeInTheDocument();
    expect(
      screen.getByText(/We believe that one request in place of four/),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/then needs one approval from payments-owners/),
    ).toBeInTheDocument();
  });

  it('has the way back last among its actions, open or closed', async () => {
    renderAt('/rollouts/r-observing');
    const actions = within(
      await screen.findByRole('group', { name: 'Actions' }),
    ).getAllByRole('button');
    expect(actions.at(-1)).toHaveTextContent('Roll back');
  });

  it('says what must happen first while there is no evidence', async () => {
    renderAt('/rollouts/r-proposed');
    const before = await region('Before anybody is exposed');
    expect(before.getByText('Stage 1 needs one approval.')).toBeInTheDocument();
    expect(before.getByText('It waits for search-owners')).toBeInTheDocument();
    expect(
      screen.getByRole('region', { name: 'What will be watched' }),
    ).toBeInTheDocument();
    expect(screen.queryByRole('region', { name: 'Evidence' })).toBeNull();
  });

  it('gives every chart its sentence and its table', async () => {
    renderAt('/rollouts/r-observing');
    const chart = await region('p95 latency');
    expect(
      chart.getByText(/limit 300 ms, baseline 198 ms/),
    ).toBeInTheDocument();
    await userEvent.click(chart.getByRole('button', { name: /^Table/ }));
    const table = await chart.findByRole('table', {
      name: 'p95 latency: new version and baseline, newest first',
    });
    const rows = within(table).getAllByRole('row');
    expect(rows.length).toBe(121);
    expect(within(table).getAllByText('no data').length).toBe(7);
    expect(within(table).getAllByText('300 ms').length).toBe(120);
  });

  it('says what breached, how long the way back took, and what is left', async () => {
    renderAt('/rollouts/r-rolled-back');
    const banner = await region('Rolled back');
    expect(banner.getByText(/p95 latency rose to 471 ms/)).toBeInTheDocument();
    const spans = within(
      banner.getByRole('list', { name: 'Detect, decide, restore, verify' }),
    ).getAllByRole('listitem');
    expect(
      spans.map(span => span.textContent?.replaceAll('\u00a0', ' ')),
    ).toEqual([
      'detect20.0 s',
      'decide200 ms',
      'restore400 ms',
      'verify500 ms',
    ]);
    expect(banner.getByText('Nobody must do anything.')).toBeInTheDocument();
    expect(
      banner.getByRole('link', { name: 'Write what was learned' }),
    ).toHaveAttribute('href', '/rollouts/experiments/e-3?conclude=1');
  });

  it('calls people when it is stuck: which target, why, and what to do', async () => {
    renderAt('/rollouts/r-stuck');
    const heading = await screen.findByRole('heading', {
      name: 'Needs people now',
    });
    const alert = heading.closest('[role="alert"]');
    expect(alert).toHaveTextContent('eu-1/gateway-api/shop/checkout');
    expect(alert).toHaveTextContent('503 Service Unavailable');
    expect(alert).toHaveTextContent('14 attempts so far');
    expect(alert).toHaveTextContent('operators, payments-owners');
    expect(alert).toHaveTextContent('kubectl -n shop get httproute checkout');
    expect(alert).toHaveTextContent('Roll back from this page.');
  });

  it('announces a change of phase', async () => {
    const { api, signals } = renderAt('/rollouts/r-observing');
    await screen.findByRole('group', { name: 'Actions' });
    api.rollouts.set(
      'r-observing',
      aRollout({ phase: 'rolling-back', summary: 'All traffic goes back.' }),
    );
    act(() => signals.send());
    expect(
      await screen.findByText('Rolling back. All traffic goes back.'),
    ).toHaveAttribute('aria-live', 'polite');
  });

  it('shows what a command changed without waiting for a refresh', async () => {
    renderAt('/rollouts/r-observing');
    await userEvent.click(await screen.findByRole('button', { name: /^Hold/ }));
    const dialog = within(await screen.findByRole('dialog'));
    await fill(dialog.getByRole('textbox'), 'Let us look');
    await userEvent.click(dialog.getByRole('button', { name: 'Hold' }));
    expect(
      await screen.findByText('Held', { selector: '[data-sign] *' }),
    ).toBeInTheDocument();
    expect(
      await screen.findByRole('button', { name: /^Resume/ }),
    ).toBeInTheDocument();
  });

  it.each([
    ['approve', 'Review to approve'],
    ['withdraw', 'Read what is reviewed'],
  ] as const)('offers who may %s "%s"', async (open, name) => {
    const rollout = { ...BY_PHASE.proposed, commands: commands([open]) };
    renderCommands(<RolloutActions rollout={rollout} />);
    const link = await screen.findByRole('link', { name });
    expect(link).toHaveAttribute('href', '/rollouts/approvals/r-proposed');
  });

  it('offers milestones to attest beside their stage', async () => {
    const { api } = renderAt('/rollouts/r-waiting');
    await userEvent.click(
      await screen.findByRole('button', { name: /^Attest/ }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    await fill(dialog.getByRole('textbox'), 'Briefed');
    await userEvent.click(dialog.getByRole('button', { name: 'Attest' }));
    await waitFor(() =>
      expect(api.inputs('commandRollout')[0]?.body).toEqual({
        command: 'attest-milestone',
        stageIndex: 1,
        milestone: 'support-briefed',
        reason: 'Briefed',
        version: 7,
      }),
    );
  });

  it('keeps the rest of the page when the evidence fails', async () => {
    renderAt('/rollouts/r-observing', {
      api: new FakeRollouts().fail(
        'getEvidence',
        refused(500, { message: 'The provider is down.' }),
      ),
    });
    expect(
      await screen.findByText('The evidence could not be loaded'),
    ).toBeInTheDocument();
    expect(screen.getByText('The provider is down.')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: /^Roll back/ })).toBeVisible();
  });

  it('tells machine and people apart, filters, and shows more', async () => {
    const { api } = renderAt(`/rollouts/${HUGE.id}`);
    const decisions = await region('Decisions');
    await decisions.findByText(/Look 300 of many/);
    expect(decisions.queryByText(/Look 250 of many/)).not.toBeInTheDocument();
    await userEvent.click(decisions.getByRole('button', { name: 'Show more' }));
    expect(await decisions.findByText(/Look 250 of many/)).toBeInTheDocument();
    await userEvent.selectOptions(
      decisions.getByLabelText('Decided by'),
      'people',
    );
    await waitFor(() =>
      expect(decisions.queryByText(/Look 299 of many/)).not.toBeInTheDocument(),
    );
    expect(api.inputs('listDecisions').at(-1)?.query).toMatchObject({
      actor: 'people',
    });
  });

  it('says so when it is not there or not for the viewer to see', async () => {
    renderAt('/rollouts/r-nothing');
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('There is nothing here');
  });

  it('opens the recovery steps when it is held', async () => {
    renderAt('/rollouts/r-held');
    const plan = await region('Plan');
    expect(
      plan.getByRole('button', { name: 'Recovery steps', expanded: true }),
    ).toBeInTheDocument();
    expect(plan.getByText(/Roll back from this page/)).toBeInTheDocument();
  });
});
