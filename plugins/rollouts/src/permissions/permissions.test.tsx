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
import { renderAt, renderPart } from '../__testUtils__/render';
import { RolloutsWidget } from '../home/RolloutsWidget';
import { Tabs } from '../root/Tabs';
import { aViewer, FakeRollouts, refused } from '../testing';
import { IfRolloutsReadable } from './IfRolloutsReadable';

const READ = 'rollouts.rollout.read';

const tabs = () => screen.queryAllByRole('link').map(tab => tab.textContent);
const lacking = (...names: string[]) =>
  new FakeRollouts().on('getViewer', () => aViewer(...names));

describe('the tabs', () => {
  const others = ['Approvals', 'Playbooks', 'Learnings', 'Operations'];

  it.each([
    [[], ['Rollouts', ...others.slice(0, 3), 'Insights', 'Operations']],
    [['rollouts.insights.read'], ['Rollouts', ...others]],
    [[READ, 'rollouts.insights.read'], ['Rollouts']],
  ])('of who lacks %j are %j', async (names, expected) => {
    const { api } = renderPart(<Tabs />, { api: lacking(...names) });
    await waitFor(() => expect(api.inputs('getViewer')).toHaveLength(1));
    await waitFor(() => expect(tabs()).toEqual(expected));
  });

  it('that may be forbidden do not flash up', async () => {
    renderPart(<Tabs />, { api: new FakeRollouts().hang('getViewer') });
    await screen.findByRole('link', { name: 'Rollouts' });
    expect(tabs()).toEqual(['Rollouts']);
  });

  it('are all there when it can not be known', async () => {
    const api = new FakeRollouts();
    api.fail('getViewer', refused(404, { message: 'There is no such path' }));
    renderPart(<Tabs />, { api });
    expect(await screen.findByRole('link', { name: 'Insights' })).toBeVisible();
  });
});

describe('who may read no rollouts', () => {
  const api = () => lacking(READ);

  it('has no entry that leads to them', async () => {
    const { api: asked } = renderPart(
      <IfRolloutsReadable>Rollouts</IfRolloutsReadable>,
      { api: api() },
    );
    await waitFor(() => expect(asked.inputs('getViewer')).toHaveLength(1));
    expect(screen.queryByText('Rollouts')).toBeNull();
  });

  it('is told so once at home, and nothing is asked for', async () => {
    const { api: asked } = renderPart(<RolloutsWidget />, { api: api() });
    expect(await screen.findByText(/You may not see this/)).toBeVisible();
    expect(asked.calls.map(({ id }) => id)).toEqual(['getViewer']);
  });
});

it.each([
  ['/rollouts', 'rollouts.rollout.request', 'Request a rollout'],
  ['/rollouts/drills', 'rollouts.drill.run', 'Rehearse a rollback'],
  ['/rollouts/operations', 'rollouts.audit.read', /audit|proof|record/i],
])(
  '%s offers nothing that takes %s to who lacks it',
  async (path, name, what) => {
    renderAt(path, { api: lacking(name) });
    await screen.findByRole('heading', { level: 2 });
    const offered = () => [
      ...screen.queryAllByRole('link', { name: what }),
      ...screen.queryAllByRole('button', { name: what }),
    ];
    await waitFor(() => expect(offered()).toEqual([]));
  },
);
