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
import { FakeRollouts, PLAN_CHECK, refused, SERVICES } from '../../testing';
import { loadDraft, saveDraft } from '../../draft/storage';
import { aDraft } from './testing';

const VIEWER = 'user:default/guest';
const PATH = '/rollouts/new';

const step = (name: string) =>
  screen.findByRole('heading', { name: new RegExp(`^Step \\d of 5: ${name}`) });
const field = (name: string | RegExp) => screen.getByRole('textbox', { name });
/** At once, as from the clipboard: the page is large, and typing slow. */
const write = async (name: string | RegExp, text: string) => {
  await userEvent.clear(field(name));
  await userEvent.click(field(name));
  await userEvent.paste(text);
};
const press = async (name: string | RegExp) =>
  userEvent.click(await screen.findByRole('button', { name }));

/** Opens the review of a draft that somebody left there. */
async function openReview(api = new FakeRollouts()) {
  saveDraft(VIEWER, 'any', aDraft());
  const rendered = renderAt(PATH, { api });
  await step('Review');
  return rendered;
}

describe('request', () => {
  afterEach(() => localStorage.clear());

  it('is prefilled from the service it comes from', async () => {
    renderAt(`${PATH}?service=component:default/checkout`);
    await step('Service and target');
    expect(screen.getByRole('combobox', { name: /^Service/ })).toHaveValue(
      'component:default/checkout',
    );
    expect(screen.getByRole('combobox', { name: /^Target/ })).toHaveValue(
      'eu-1/gateway-api/shop/checkout',
    );
  });

  it('takes several targets, in the order in which they are exposed', async () => {
    const [service] = SERVICES;
    const [target] = service.targets;
    const second = { ...target, cluster: 'us-1' };
    const api = new FakeRollouts()
      .on('listServices', () => ({
        items: [{ ...service, targets: [target, second] }],
      }))
      .on('findTargets', () => ({ items: [], troubles: [] }));
    renderAt(`${PATH}?service=${service.ref}`, { api });
    await step('Service and target');
    const one = 'eu-1/gateway-api/shop/checkout';
    const two = 'us-1/gateway-api/shop/checkout';
    await userEvent.selectOptions(
      screen.getByRole('combobox', { name: /^Target/ }),
      two,
    );
    await press('Add a target');
    const chosen = () =>
      screen
        .getAllByRole('combobox', { name: /^Target \d/ })
        .map(select => (select as HTMLSelectElement).value);
    expect(chosen()).toEqual([two, one]);
    expect(
      screen.queryByRole('button', { name: 'Add a target' }),
    ).not.toBeInTheDocument();
    await press(`Expose ${one} earlier`);
    expect(chosen()).toEqual([one, two]);
    await press(`Remove ${one}`);
    expect(screen.getByRole('combobox', { name: /^Target/ })).toHaveValue(two);
  });

  it('survives a reload, and is gone once it is discarded', async () => {
    const first = renderAt(PATH);
    await step('Service and target');
    await write(/^Commit/, '9f8e7d6');
    await press(/^2/);
    await write(/^Title/, 'Faster');
    first.unmount();

    const second = renderAt(PATH);
    await step('Hypothesis');
    expect(field(/^Title/)).toHaveValue('Faster');
    await press('Discard draft');
    await press('Yes, discard');
    await step('Service and target');
    expect(field(/^Commit/)).toHaveValue('');
    second.unmount();

    renderAt(PATH);
    await step('Service and target');
    expect(field(/^Commit/)).toHaveValue('');
  });

  it('shows what is wrong when a field is left or the step is, and goes to the first', async () => {
    renderAt(PATH);
    await step('Service and target');
    expect(field(/^Commit/)).toHaveAttribute('aria-invalid', 'false');
    await write(/^Commit/, 'main');
    expect(
      screen.queryByText('Use a commit hash of 7 to 64 digits'),
    ).not.toBeInTheDocument();
    await userEvent.tab();
    expect(field(/^Commit/)).toHaveAttribute('aria-invalid', 'true');
    expect(field(/^Image/)).toHaveAttribute('aria-invalid', 'false');
    await press('Continue');
    expect(field(/^Image/)).toHaveAttribute('aria-invalid', 'true');
    expect(screen.getByRole('combobox', { name: /^Service/ })).toHaveFocus();
    expect(
      screen.getByText('There are 5 things to put right here'),
    ).toBeInTheDocument();
  });

  it('fills image and digest from a pinned name', async () => {
    renderAt(PATH);
    await step('Service and target');
    const digest = `sha256:${'ab'.repeat(32)}`;
    await userEvent.click(field(/^Image/));
    await userEvent.paste(`registry.example.com/shop@${digest}`);
    expect(field(/^Image/)).toHaveValue('registry.example.com/shop');
    expect(field(/^Digest/)).toHaveValue(digest);
  });

  it('shows a problem that only the server sees beside its field, in its step', async () => {
    const api = new FakeRollouts().on('checkPlan', () => ({
      ...PLAN_CHECK,
      problems: [
        {
          path: ['environment'],
          message: 'Nothing may be exposed in production today',
          remedy: 'Choose staging',
        },
      ],
    }));
    await openReview(api);
    await press('Environment');
    await step('Service and target');
    const environment = field(/^Environment/);
    expect(environment).toHaveFocus();
    expect(environment).toHaveAccessibleDescription(
      'Nothing may be exposed in production today. Choose staging',
    );
    await userEvent.type(environment, '-2');
    expect(environment).toBeValid();
  });

  it('says who could, where the viewer does not own the service', async () => {
    renderAt(`${PATH}?service=component:default/ledger`);
    const card = within(
      await screen.findByRole('region', {
        name: 'You can’t request a rollout of Ledger',
      }),
    );
    expect(
      card.getByText('You are not a member of the group that owns it.'),
    ).toBeInTheDocument();
    expect(card.getByText(/payments-owners/)).toBeInTheDocument();
  });

  it('shows blast radius, policy, departures, finish and the exact change', async () => {
    await openReview();
    expect(
      await screen.findByText(/At most 5.0 % of traffic/),
    ).toBeInTheDocument();
    expect(
      screen.getByText('Stage 2 bakes 15 minutes; the playbook says 20.'),
    ).toBeInTheDocument();
    expect(screen.getByText(/Stage 3 would open at night/)).toBeInTheDocument();
    expect(screen.getByText(/^55 min after the start/)).toBeInTheDocument();
    const change = await screen.findByRole('region', {
      name: 'Changes by stage 1 on eu-1/gateway-api/shop/checkout',
    });
    expect(change).toHaveTextContent('added: - name: checkout-new');
  });

  it('keeps everything when it is refused, and points at step and field', async () => {
    const api = new FakeRollouts().fail(
      'propose',
      refused(400, {
        message: 'Another rollout moves this target',
        problems: [
          {
            path: ['plan', 'targets', 0],
            message: 'Another rollout moves this target',
            remedy: 'Wait until it has ended',
          },
        ],
      }),
    );
    await openReview(api);
    await press('Request rollout');
    const alert = await screen.findByText('The request was refused');
    expect(alert).toBeInTheDocument();
    await press('Request rollout');
    await waitFor(() => expect(api.inputs('propose')).toHaveLength(2));
    await screen.findByText('The request was refused');
    await userEvent.click(
      screen.getAllByRole('button', { name: 'Target' })[0] as HTMLElement,
    );
    await step('Service and target');
    const target = screen.getByRole('combobox', { name: /^Target/ });
    expect(target).toHaveFocus();
    expect(target).toBeInvalid();
    expect(field(/^Commit/)).toHaveValue('9f8e7d6c5b4a');
  });

  it('sends a repeat under the same key, and opens the rollout', async () => {
    const api = new FakeRollouts().fail('propose', new TypeError('Failed'));
    await openReview(api);
    await press('Request rollout');
    await screen.findByText(/Pressing again is safe/);
    api.on('propose', () => ({ experimentId: 'e-1', rolloutId: 'r-proposed' }));
    await press('Request rollout');
    await waitFor(() => expect(api.inputs('getRollout')).not.toHaveLength(0));
    const [first, second] = api.inputs('propose');
    expect(second?.idempotencyKey).toBe(first?.idempotencyKey);
    expect(first?.idempotencyKey).toBeTruthy();
    expect(second?.body?.plan).toEqual(first?.body?.plan);
    expect(loadDraft(VIEWER, 'any')).toBeUndefined();
  });

  it('edits the ladder by keyboard', async () => {
    saveDraft(VIEWER, 'any', aDraft({ step: 'stages' }));
    renderAt(PATH);
    await step('Stages');
    const names = () =>
      screen
        .getAllByRole('textbox', { name: /^Name of stage/ })
        .map(input => (input as HTMLInputElement).value);
    await userEvent.click(field('Name of stage 3'));
    await userEvent.keyboard('{Alt>}{ArrowUp}{/Alt}');
    expect(names()).toEqual(['internal', 'quarter', 'first-five', 'everyone']);
    expect(field('Name of stage 2')).toHaveFocus();
    await press('Continue');
    expect(field('Exposure of stage 3')).toHaveFocus();
    expect(field('Exposure of stage 3')).toHaveAccessibleDescription(
      /The ladder must rise/,
    );
  });

  it('judges a limit by the recent past', async () => {
    saveDraft(VIEWER, 'any', aDraft({ step: 'guardrails' }));
    renderAt(PATH);
    await step('Guardrails');
    expect(
      await screen.findByText(/none of 60 looks would have crossed it/),
    ).toBeInTheDocument();
    await write(/^Limit \(ms\)/, '1');
    expect(
      await screen.findByText(/60 of 60 looks would have crossed it/),
    ).toHaveTextContent('It would have breached once.');
  });

  it('revises a plan with a reason, and never its hypothesis', async () => {
    const api = new FakeRollouts();
    renderAt(`${PATH}?revise=r-proposed`, { api });
    await step('Service and target');
    await write(/^Environment/, 'staging');
    await press(/^5/);
    await press('Submit the revised plan');
    const reason = field(/^Why the plan is revised/);
    expect(reason).toHaveFocus();
    expect(api.inputs('commandRollout')).toHaveLength(0);
    await userEvent.paste('Try it in staging first');
    await press('Submit the revised plan');
    await waitFor(() => expect(api.inputs('commandRollout')).toHaveLength(1));
    expect(api.inputs('commandRollout')[0]?.body).toMatchObject({
      command: 'revise',
      version: 7,
      reason: 'Try it in staging first',
      plan: { environment: 'staging' },
    });
  });
});
