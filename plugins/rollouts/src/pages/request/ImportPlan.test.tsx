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

import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  planFromYaml,
  planToYaml,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { renderAt } from '../../__testUtils__/render';
import { aPlan, aRollout } from '../../testing';

const { experiment, businessGoal, hypothesis } = aRollout();
const FILE = planToYaml(
  aPlan({ environment: 'staging' }),
  { title: experiment.title, businessGoal, hypothesis },
  'A plan',
);

beforeEach(() => localStorage.clear());

async function give(text: string): Promise<void> {
  renderAt('/rollouts/new');
  const input = await screen.findByLabelText('Import a plan', {
    selector: 'input',
  });
  await userEvent.upload(
    input,
    new File([text], 'plan.yaml', { type: 'application/yaml' }),
  );
}

it('fills the draft from a plan in YAML, and takes that back', async () => {
  await give(FILE);
  expect(
    await screen.findByText('The draft is what the file says.'),
  ).toBeVisible();
  expect(screen.getByRole('textbox', { name: /Environment/ })).toHaveValue(
    'staging',
  );
  const [takeBack] = screen.getAllByRole('button', {
    name: 'Keep mine instead',
  });
  await userEvent.click(takeBack);
  expect(screen.getByRole('textbox', { name: /Environment/ })).toHaveValue(
    'production',
  );
});

it('gives the draft as the same file, once it is whole', async () => {
  const writeText = jest.fn(async (_: string) => undefined);
  Object.defineProperty(navigator, 'clipboard', {
    value: { writeText },
    configurable: true,
  });
  renderAt('/rollouts/new');
  const copy = () => screen.findByRole('button', { name: 'Copy as YAML' });
  await userEvent.click(await copy());
  expect(
    await screen.findByRole('dialog', { name: 'Why not' }),
  ).toHaveTextContent('this draft is not yet');
  await userEvent.click(screen.getByRole('button', { name: 'Close' }));
  await userEvent.upload(
    screen.getByLabelText('Import a plan', { selector: 'input' }),
    new File([FILE], 'plan.yaml', { type: 'application/yaml' }),
  );
  await screen.findByText('The draft is what the file says.');
  await userEvent.click(await copy());
  await screen.findByText('The draft is on the clipboard, as YAML.');
  const [[copied]] = writeText.mock.calls;
  expect(planFromYaml(copied)).toEqual(planFromYaml(FILE));
  expect(copied.split('\n').slice(1)).toEqual(FILE.split('\n').slice(1));
});

it.each([
  [
    'what is wrong, by its line',
    FILE.replace('environment: staging', 'environment: Not A Slug'),
    /Use lower case letters, digits and dashes/,
  ],
  [
    'that a tag is not read',
    FILE.replace('environment: staging', 'environment: !!js/function x'),
    /The tag !!js\/function is not read/,
  ],
  [
    'that it is a drill',
    FILE.replace('plan:\n', 'plan:\n  drill: { breach: injected-metric }\n'),
    /It is the plan of a drill/,
  ],
])('says %s, and leaves the draft as it was', async (_, text, says) => {
  await give(text);
  expect(await screen.findByText(says)).toBeVisible();
  expect(screen.getByRole('textbox', { name: /Environment/ })).toHaveValue(
    'production',
  );
});
