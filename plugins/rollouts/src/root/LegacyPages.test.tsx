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
import { Route, Routes } from 'react-router-dom';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { rolloutsApiRef } from '../api';
import { createQueryClient } from '../data/client';
import { CacheProvider } from '../data/DataProvider';
import { rootRouteRef } from '../routes';
import { FakeRollouts } from '../testing';
import { LegacyPages } from './LegacyPages';

describe('LegacyPages', () => {
  it.each([
    ['/rollouts', 'What is exposed, and who must act'],
    ['/rollouts/r-observing', 'Faster checkout with fewer round trips'],
  ])('shows %s in an app on the old frontend system', async (path, heading) => {
    await renderInTestApp(
      <TestApiProvider apis={[[rolloutsApiRef, new FakeRollouts()]]}>
        <CacheProvider value={createQueryClient()}>
          <Routes>
            <Route path="/rollouts/*" element={<LegacyPages />} />
          </Routes>
        </CacheProvider>
      </TestApiProvider>,
      {
        routeEntries: [path],
        mountedRoutes: {
          '/rollouts': rootRouteRef,
          '/catalog/:namespace/:kind/:name': entityRouteRef,
        },
      },
    );
    expect(
      await screen.findByRole('heading', { name: heading }),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'Rollouts', current: 'page' }),
    ).toHaveAttribute('href', '/rollouts');
  });
});
