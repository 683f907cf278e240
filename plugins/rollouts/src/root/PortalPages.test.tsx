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

import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fill, renderPart } from '../__testUtils__/render';
import { FakeRollouts } from '../testing';
import { aViewer } from '../testing/viewer';
import { PortalPages } from './PortalPages';

describe('PortalPages', () => {
  it('keeps what is typed when the viewer may do something else', async () => {
    const api = new FakeRollouts();
    const { client } = renderPart(<PortalPages />, {
      api,
      path: '/rollouts/learnings',
    });
    const search = await screen.findByRole('searchbox');
    await fill(search, 'cache');
    expect(await screen.findByRole('link', { name: 'Insights' })).toBeVisible();
    api.on('getViewer', () => ({ ...aViewer(), permissions: [] }));
    await act(() => client.invalidateQueries());
    await waitFor(() =>
      expect(screen.queryByRole('link', { name: 'Insights' })).toBeNull(),
    );
    expect(screen.getByRole('searchbox')).toBe(search);
    expect(search).toHaveValue('cache');
  });

  it('stays while its tabs are followed', async () => {
    renderPart(<PortalPages />, { path: '/rollouts/learnings' });
    const main = await screen.findByRole('main');
    await userEvent.click(
      await screen.findByRole('link', { name: 'Playbooks' }),
    );
    expect(
      await screen.findByRole('heading', { name: 'Playbooks' }),
    ).toBeInTheDocument();
    expect(screen.getByRole('main')).toBe(main);
  });
});
