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
import {
  ApiBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { rolloutsApiRef } from './api';
import rolloutsPlugin from '.';
import { FakeRollouts } from './testing';

const fake = createFrontendModule({
  pluginId: 'rollouts',
  extensions: [
    ApiBlueprint.make({
      params: defineParams =>
        defineParams({
          api: rolloutsApiRef,
          deps: {},
          factory: () => new FakeRollouts(),
        }),
    }),
  ],
});

describe('the plugin in the new frontend system', () => {
  it.each([
    ['/rollouts', 'Rollouts'],
    ['/rollouts/r-observing', 'Rollouts'],
    ['/rollouts/approvals', 'Approvals'],
    ['/rollouts/playbooks/web-service', 'Playbooks'],
  ])('shows %s under one header, in the tab %s', async (path, current) => {
    renderTestApp({
      features: [rolloutsPlugin, fake],
      initialRouteEntries: [path],
    });
    await screen.findByRole('link', { name: 'Insights' });
    const tabs = within(screen.getByRole('navigation', { name: 'Rollouts' }));
    expect(tabs.getByRole('link', { current: 'page' })).toHaveTextContent(
      current,
    );
    expect(
      tabs.getAllByRole('link').map(tab => tab.getAttribute('href')),
    ).toEqual([
      '/rollouts',
      '/rollouts/approvals',
      '/rollouts/playbooks',
      '/rollouts/learnings',
      '/rollouts/insights',
      '/rollouts/operations',
    ]);
    expect(screen.getAllByRole('heading', { level: 1 })).toHaveLength(1);
  });
});
