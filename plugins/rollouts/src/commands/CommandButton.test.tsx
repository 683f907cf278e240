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

import { useState } from 'react';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fill, renderCommands } from '../__testUtils__/render';
import { aRollout, FakeRollouts, refused } from '../testing';
import { useRollout } from '../data/useRollout';
import { CommandButton } from './CommandButton';
import { RollBackButton } from './RollBackButton';

const rollout = aRollout();

function show(command: 'roll-back' | 'resume', api = new FakeRollouts()) {
  renderCommands(
    <CommandButton
      rollout={rollout}
      state={{ command, open: true }}
      make={reason => ({ command, reason })}
    />,
    { api },
  );
  return api;
}

async function open(name: RegExp) {
  await userEvent.click(await screen.findByRole('button', { name }));
  return within(await screen.findByRole('dialog'));
}

const confirm = (dialog: ReturnType<typeof within>, name: string) =>
  userEvent.click(dialog.getByRole('button', { name }));

describe('CommandButton', () => {
  it('does not roll back without a reason', async () => {
    const api = show('roll-back');
    const dialog = await open(/^Roll back/);
    await confirm(dialog, 'Roll back');
    expect(
      dialog.getByText('Give a reason: pick one or write your own.'),
    ).toBeInTheDocument();
    expect(api.inputs('commandRollout')).toEqual([]);
  });

  it('rolls back in two presses with a picked reason, whatever the version', async () => {
    const api = show('roll-back');
    const dialog = await open(/^Roll back/);
    await confirm(dialog, 'Errors are rising for users');
    await confirm(dialog, 'Roll back');
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(api.inputs('commandRollout')).toEqual([
      expect.objectContaining({
        params: { id: rollout.id },
        body: { command: 'roll-back', reason: 'Errors are rising for users' },
        idempotencyKey: expect.stringMatching(/^[0-9a-f]{32}$/),
      }),
    ]);
    await waitFor(() =>
      expect(screen.getByRole('button', { name: /^Roll back/ })).toHaveFocus(),
    );
  });

  it('sends the version that was seen with what is not lowering', async () => {
    const api = show('resume');
    const dialog = await open(/^Resume/);
    await fill(dialog.getByRole('textbox'), 'Fine again');
    await confirm(dialog, 'Resume');
    await waitFor(() =>
      expect(api.inputs('commandRollout')[0]?.body).toEqual({
        command: 'resume',
        reason: 'Fine again',
        version: rollout.version,
      }),
    );
  });

  it('keeps what was typed when it is refused, and says what to do', async () => {
    const api = show(
      'roll-back',
      new FakeRollouts().fail(
        'commandRollout',
        refused(403, {
          message: 'You may not lower its exposure.',
          remedy: 'Call its owners.',
          whoCould: ['group:default/payments-owners'],
        }),
      ),
    );
    const dialog = await open(/^Roll back/);
    await fill(dialog.getByRole('textbox'), 'It is wrong');
    await confirm(dialog, 'Roll back');
    const alert = await dialog.findByRole('alert');
    await waitFor(() =>
      expect(alert).toHaveTextContent('You may not lower its exposure.'),
    );
    expect(alert).toHaveTextContent('What to do: Call its owners.');
    expect(alert).toHaveTextContent('Who could: payments-owners');
    expect(dialog.getByRole('textbox')).toHaveValue('It is wrong');

    // The same again is the same request; another reason is another one.
    await confirm(dialog, 'Roll back');
    await fill(dialog.getByRole('textbox'), ', really');
    await confirm(dialog, 'Roll back');
    await waitFor(() => expect(api.inputs('commandRollout')).toHaveLength(3));
    const [first, second, third] = api
      .inputs('commandRollout')
      .map(input => input.idempotencyKey);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
  });

  it('says when it changed meanwhile', async () => {
    show(
      'resume',
      new FakeRollouts().fail(
        'commandRollout',
        refused(409, {
          message: 'It is rolling back.',
          current: aRollout({ phase: 'rolling-back', version: 9 }),
        }),
      ),
    );
    const dialog = await open(/^Resume/);
    await fill(dialog.getByRole('textbox'), 'Fine again');
    await confirm(dialog, 'Resume');
    expect(await dialog.findByText(/It changed meanwhile/)).toBeInTheDocument();
    expect(dialog.getByText('It is rolling back.')).toBeInTheDocument();
    expect(dialog.getByRole('textbox')).toHaveValue('Fine again');
  });
});

describe('a command that is taken away while its dialog is open', () => {
  const held = aRollout({ id: 'r-gone', phase: 'held' });
  const taken = aRollout({
    id: 'r-gone',
    phase: 'rolling-back',
    version: 9,
    summary: 'Rolling back: too many errors.',
  });

  /** Offers to resume for as long as the rollout is held. */
  function Offered() {
    const { data } = useRollout('r-gone');
    return data?.phase === 'held' ? (
      <CommandButton
        rollout={data}
        state={{ command: 'resume', open: true }}
        make={reason => ({ command: 'resume', reason })}
      />
    ) : null;
  }

  async function typed(api: FakeRollouts) {
    const shown = renderCommands(<Offered />, { api });
    const dialog = await open(/^Resume/);
    await fill(dialog.getByRole('textbox'), 'Fine again');
    return { ...shown, dialog };
  }

  it('says what happened, and keeps what was typed', async () => {
    const api = new FakeRollouts().on('getRollout', () => held);
    const { dialog, signals } = await typed(api);
    api.on('getRollout', () => taken);
    signals.send();
    const alert = await dialog.findByText(/can no longer be done/);
    expect(alert).toBeInTheDocument();
    expect(
      dialog.getByText('Rolling back: too many errors.'),
    ).toBeInTheDocument();
    expect(dialog.getByRole('textbox')).toHaveValue('Fine again');
    expect(dialog.queryByRole('button', { name: 'Resume' })).toBeNull();
    await confirm(dialog, 'Close');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(api.inputs('commandRollout')).toEqual([]);
  });

  it('still rolls back when only its button went away, as with a filtered row', async () => {
    const commands = [{ command: 'roll-back', open: true } as const];
    const exposed = aRollout({ id: 'r-gone', phase: 'observing', commands });
    const api = new FakeRollouts()
      .on('getRollout', () => exposed)
      .on('commandRollout', () => taken);
    const row = (shown: boolean) =>
      shown && (
        <CommandButton
          rollout={exposed}
          state={commands[0]}
          make={reason => ({ command: 'roll-back', reason })}
        />
      );
    function Board() {
      const [shown, setShown] = useState(true);
      return (
        <>
          {row(shown)}
          <button onMouseEnter={() => setShown(false)}>filter</button>
        </>
      );
    }
    renderCommands(<Board />, { api });
    const dialog = await open(/^Roll back/);
    await fill(dialog.getByRole('textbox'), 'Pages are slow');
    fireEvent.mouseEnter(
      screen.getByRole('button', { name: 'filter', hidden: true }),
    );
    expect(
      screen.queryByRole('button', { name: /^Roll back:/, hidden: true }),
    ).toBeNull();
    await waitFor(() => expect(api.inputs('getRollout')).not.toEqual([]));
    await confirm(dialog, 'Roll back');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(api.inputs('commandRollout')).toHaveLength(1);
  });

  it('says so of one that was refused for it', async () => {
    const api = new FakeRollouts()
      .on('getRollout', () => held)
      .fail(
        'commandRollout',
        refused(409, { message: 'It is rolling back.', current: taken }),
      );
    const { dialog } = await typed(api);
    api.on('getRollout', () => taken);
    await confirm(dialog, 'Resume');
    expect(await dialog.findByText('It is rolling back.')).toBeInTheDocument();
    expect(await dialog.findByText(/can no longer be done/)).toBeVisible();
    expect(dialog.getByRole('textbox')).toHaveValue('Fine again');
  });

  it('closes without a word when it was done', async () => {
    const after = aRollout({ id: 'r-gone', phase: 'observing' });
    const api = new FakeRollouts().on('getRollout', () => held);
    api.on('commandRollout', () => {
      api.on('getRollout', () => after);
      return after;
    });
    const { dialog } = await typed(api);
    const words = new Set<string>();
    const watch = new MutationObserver(() =>
      words.add(document.body.textContent ?? ''),
    );
    watch.observe(document.body, { childList: true, subtree: true });
    await confirm(dialog, 'Resume');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    watch.disconnect();
    expect([...words].join()).not.toMatch(/can no longer be done/);
  });
});

describe('RollBackButton', () => {
  const back = { command: 'roll-back', open: true } as const;

  it('calls it an emergency only where one says so, each time anew', async () => {
    const api = new FakeRollouts();
    renderCommands(<RollBackButton rollout={rollout} state={back} />, { api });
    const cancelled = await open(/^Roll back/);
    await userEvent.click(cancelled.getByRole('checkbox'));
    await confirm(cancelled, 'Cancel');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    const dialog = await open(/^Roll back/);
    const emergency = dialog.getByRole('checkbox', {
      name: 'It is an emergency',
    });
    expect(emergency).not.toBeChecked();
    await userEvent.click(emergency);
    await confirm(dialog, 'Errors are rising for users');
    await confirm(dialog, 'Roll back');
    await waitFor(() =>
      expect(api.inputs('commandRollout')[0]?.body).toEqual({
        command: 'roll-back',
        reason: 'Errors are rising for users',
        emergency: true,
      }),
    );
  });

  it('asks no such thing of a drill', async () => {
    const drill = { breach: 'injected-metric' } as const;
    renderCommands(
      <RollBackButton rollout={{ ...rollout, drill }} state={back} />,
    );
    const dialog = await open(/^Roll back/);
    expect(dialog.queryByRole('checkbox')).toBeNull();
  });
});
