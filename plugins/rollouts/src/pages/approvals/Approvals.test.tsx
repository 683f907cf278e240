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
import { renderAt } from '../../__testUtils__/render';
import {
  aRollout,
  BY_PHASE,
  commands,
  FakeRollouts,
  HASH,
  refused,
} from '../../testing';

const PATH = '/rollouts/approvals/r-waiting';
const press = async (name: string | RegExp) =>
  userEvent.click(await screen.findByRole('button', { name }));

async function decide(command: 'Approve' | 'Object', reason: string) {
  await press(new RegExp(`^${command}:`));
  const dialog = within(await screen.findByRole('dialog'));
  await userEvent.click(dialog.getByRole('textbox'));
  await userEvent.paste(reason);
  await userEvent.click(dialog.getByRole('button', { name: command }));
}

describe('approvals', () => {
  it('lists what waits, with stage and deadline, and nothing to approve there', async () => {
    renderAt('/rollouts/approvals');
    const row = await screen.findByRole('row', { name: /Recommendations/ });
    const table = screen.getByRole('table', { name: /oldest first/ });
    expect(within(table).getAllByRole('row')).toHaveLength(3);
    expect(row).toHaveTextContent('Stage 3 of 4, quarter');
    expect(row).toHaveTextContent('0 of 1');
    expect(row).toHaveTextContent(/in 3\sh/);
    expect(within(table).queryByRole('button')).not.toBeInTheDocument();
  });

  it('says what will be here when nothing waits', async () => {
    renderAt('/rollouts/approvals', { api: new FakeRollouts([]) });
    expect(
      await screen.findByRole('heading', { name: 'Nothing waits for you' }),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'See all rollouts' }),
    ).toHaveAttribute('href', '/rollouts');
  });

  it('says what an approver must know, in that order', async () => {
    renderAt(PATH);
    await screen.findByRole('button', { name: /^Approve:/ });
    await screen.findByText('Stage 2 bakes 15 minutes; the playbook says 20.');
    const headings = screen
      .getAllByRole('heading', { level: 3 })
      .map(heading => heading.textContent);
    expect(headings).toEqual([
      'Hypothesis',
      'What will be exposed to whom',
      'Evidence',
      'The evidence that you approve',
      'The way back',
      'What differs',
      'What policy says',
      'Objections',
      'If nobody decides',
      'Your decision',
    ]);
    expect(
      screen.getByText(/goes from 5.0 % of everyone to 25 % of everyone/),
    ).toBeInTheDocument();
    expect(screen.getByText(/is then held at/)).toBeInTheDocument();
    expect(screen.getByText(/^Going back was rehearsed/)).toBeInTheDocument();
  });

  it('approves exactly the plan and stage that was read, then confirms', async () => {
    const { api } = renderAt(PATH);
    await decide('Approve', 'The evidence holds');
    expect(
      await screen.findByText(/^Approved: stage 3 of Recommendations/),
    ).toBeInTheDocument();
    expect(api.inputs('commandRollout').map(({ body }) => body)).toEqual([
      {
        command: 'approve',
        version: 7,
        stageIndex: 2,
        planHash: HASH,
        evidenceDigest: 'e'.repeat(64),
        reason: 'The evidence holds',
      },
    ]);
    await press('Dismiss');
    expect(screen.queryByText(/^Approved:/)).not.toBeInTheDocument();
  });

  it('does not let evidence be approved that changed while it was read', async () => {
    const { api, signals } = renderAt(PATH);
    await screen.findByRole('button', { name: /^Approve:/ });
    const { asked } = BY_PHASE.waiting;
    api.rollouts.set('r-waiting', {
      ...BY_PHASE.waiting,
      asked: asked && { ...asked, evidenceDigest: 'f'.repeat(64) },
      version: 8,
    });
    signals.send();
    expect(
      await screen.findByText('What is asked changed while you were reading'),
    ).toBeInTheDocument();
  });

  it.each([
    ['remind', /are reminded then, and daily/],
    ['roll-back', /is then rolled back from/],
    ['hold', /is then held at/],
  ] as const)(
    'says what happens when nobody decides: %s',
    async (way, says) => {
      const { asked } = BY_PHASE.waiting;
      const rollout = {
        ...BY_PHASE.waiting,
        asked: asked && { ...asked, undecided: way },
      };
      renderAt(PATH, { api: new FakeRollouts([rollout]) });
      expect(await screen.findByText(says)).toBeInTheDocument();
    },
  );

  it('says of each quorum who gave and who is asked, and what expires', async () => {
    const [given] = aRollout().approvals;
    const rollout = {
      ...BY_PHASE.waiting,
      approvals: [
        {
          ...given,
          stageIndex: 2,
          expiresAt: new Date(Date.now() + 3 * 86_400_000).toISOString(),
        },
        {
          ...given,
          stageIndex: 2,
          actor: { ...given.actor, ref: 'user:default/eve', name: 'Eve' },
          expiredAt: new Date(Date.now() - 86_400_000).toISOString(),
        },
      ],
      quorums: [
        {
          stageIndex: 2,
          required: 1,
          from: ['group:default/payments-owners'],
          given: [given.actor.ref],
        },
        {
          stageIndex: 2,
          required: 1,
          from: ['group:default/security'],
          given: [],
        },
      ],
    };
    renderAt(PATH, { api: new FakeRollouts([rollout]) });
    const card = await screen.findByRole('region', {
      name: 'What will be exposed to whom',
    });
    expect(card).toHaveTextContent(/expires in \d+\s/);
    expect(card).toHaveTextContent(/Eve.*expired unused/);
    expect(card).toHaveTextContent(/1 of 1, from payments-owners/);
    expect(card).toHaveTextContent(/0 of 1, from security/);
  });

  it('objects to the plan', async () => {
    const { api } = renderAt(PATH);
    await decide('Object', 'Not before the sale');
    expect(await screen.findByText(/^Objected to/)).toBeInTheDocument();
    expect(api.inputs('commandRollout')[0]?.body).toMatchObject({
      command: 'object',
      planHash: HASH,
    });
  });

  it('keeps the reason when the approval is refused', async () => {
    const api = new FakeRollouts().fail(
      'commandRollout',
      refused(403, { message: 'The catalogue does not answer.' }),
    );
    renderAt(PATH, { api });
    await decide('Approve', 'The evidence holds');
    const dialog = within(await screen.findByRole('dialog'));
    expect(
      await dialog.findByText('The catalogue does not answer.'),
    ).toBeInTheDocument();
    expect(dialog.getByRole('textbox')).toHaveValue('The evidence holds');
  });

  it('is closed for those who asked for it, and says why and who could', async () => {
    renderAt('/rollouts/approvals/r-observing');
    const card = within(
      await screen.findByRole('region', { name: 'Your decision' }),
    );
    expect(
      card.getAllByText(/nobody approves their own/)[0],
    ).toBeInTheDocument();
    expect(card.getAllByText(/payments-owners/)[0]).toBeInTheDocument();
    await userEvent.click(card.getByRole('button', { name: /^Approve:/ }));
    expect(
      screen.queryByRole('textbox', { name: /^Reason/ }),
    ).not.toBeInTheDocument();
  });

  it('does not let a plan be approved that changed while it was read', async () => {
    const { api, signals } = renderAt(PATH);
    await screen.findByRole('button', { name: /^Approve:/ });
    const revised = 'b'.repeat(64);
    api.rollouts.set('r-waiting', {
      ...BY_PHASE.waiting,
      planHash: revised,
      version: 8,
    });
    signals.send();
    await screen.findByText('What is asked changed while you were reading');
    await press(/^Approve:/);
    expect(
      screen.queryByRole('textbox', { name: /^Reason/ }),
    ).not.toBeInTheDocument();
    await press('Close');
    await press('Show what is asked now');
    await decide('Approve', 'Read it again');
    await waitFor(() => expect(api.inputs('commandRollout')).toHaveLength(1));
    expect(api.inputs('commandRollout')[0]?.body).toMatchObject({
      planHash: revised,
      version: 8,
    });
  });

  it('asks what is asked now when it was open before', async () => {
    const { api, signals } = renderAt(PATH);
    await screen.findByRole('button', { name: /^Approve:/ });
    await userEvent.click(screen.getByRole('link', { name: 'All approvals' }));
    const planHash = 'b'.repeat(64);
    api.on('getRollout', () => ({ ...BY_PHASE.waiting, planHash }));
    const row = await screen.findByRole('row', { name: /Recommendations/ });
    signals.send();
    await userEvent.click(within(row).getByRole('link'));
    expect(await screen.findByText(planHash)).toBeInTheDocument();
    expect(
      screen.queryByText('What is asked changed while you were reading'),
    ).not.toBeInTheDocument();
  });

  it('shows what differs from the stage the viewer approved last', async () => {
    const rollout = aRollout({
      id: 'r-mine',
      phase: 'waiting',
      commands: commands(
        [],
        [{ command: 'approve', open: true, stageIndex: 2 }],
      ),
      approvals: [
        {
          planHash: HASH,
          stageIndex: 1,
          actor: { kind: 'person', ref: 'user:default/guest', name: 'Test' },
          reason: 'Reviewed',
          at: new Date().toISOString(),
        },
      ],
    });
    renderAt('/rollouts/approvals/r-mine', {
      api: new FakeRollouts([rollout]),
    });
    expect(
      await screen.findByText(/You approved stage 2, first-five/),
    ).toBeInTheDocument();
    expect(
      screen.getByText('5.0 % of everyone becomes 25 % of everyone'),
    ).toBeInTheDocument();
  });

  it('overrules an objection of somebody else', async () => {
    const rollout = aRollout({
      id: 'r-objected',
      objections: [
        {
          id: 'o-1',
          planHash: 'b2'.repeat(32),
          actor: { kind: 'person', ref: 'user:default/ole', name: 'Ole' },
          reason: 'The way back is unclear',
          at: new Date().toISOString(),
        },
      ],
      commands: commands(
        [],
        [{ command: 'resolve-objection', open: true, objection: 'o-1' }],
      ),
    });
    const { api } = renderAt('/rollouts/approvals/r-objected', {
      api: new FakeRollouts([rollout]),
    });
    expect(
      await screen.findByText(/^The plan was revised since/),
    ).toBeInTheDocument();
    await press(/^Overrule:/);
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(dialog.getByRole('textbox'), 'Rehearsed it');
    await userEvent.click(dialog.getByRole('button', { name: 'Overrule' }));
    await waitFor(() => expect(api.inputs('commandRollout')).toHaveLength(1));
    expect(api.inputs('commandRollout')[0]?.body).toMatchObject({
      command: 'resolve-objection',
      objection: 'o-1',
    });
  });
});
