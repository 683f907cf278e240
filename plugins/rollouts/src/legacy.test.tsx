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

import type { ReactElement } from 'react';
import { screen } from '@testing-library/react';
import { renderInTestApp, TestApiProvider } from '@backstage/test-utils';
import {
  entityRouteRef,
  EntityProvider,
} from '@backstage/plugin-catalog-react';
import { createQueryClient } from './data/client';
import { CacheProvider } from './data/DataProvider';
import {
  EntityRolloutsCard,
  EntityRolloutsContent,
  HomePageRollouts,
  rolloutsApiRef,
} from './legacy';
import { rootRouteRef } from './routes';
import { BY_PHASE, FakeRollouts } from './testing';

const CHECKOUT = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'checkout', namespace: 'default' },
};

function show(element: ReactElement) {
  const api = new FakeRollouts([BY_PHASE.observing]);
  return renderInTestApp(
    <TestApiProvider apis={[[rolloutsApiRef, api]]}>
      <CacheProvider value={createQueryClient()}>
        <EntityProvider entity={CHECKOUT}>{element}</EntityProvider>
      </CacheProvider>
    </TestApiProvider>,
    {
      mountedRoutes: {
        '/rollouts': rootRouteRef,
        '/catalog/:namespace/:kind/:name': entityRouteRef,
      },
    },
  );
}

describe('the parts of other pages in the old frontend system', () => {
  it.each([
    ['the tab of an entity', <EntityRolloutsContent />],
    ['the card of an entity', <EntityRolloutsCard />],
    ['the widget of the home page', <HomePageRollouts />],
  ])('shows %s', async (_, element) => {
    await show(element);
    expect(
      await screen.findByRole('link', {
        name: BY_PHASE.observing.experiment.title,
      }),
    ).toHaveAttribute('href', '/rollouts/r-observing');
  });
});
