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

import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { createCardExtension } from '@backstage/plugin-home-react';
import { RolloutsClient } from '@stagecraft/backstage-plugin-rollouts-common';
import { rolloutsApiRef } from './api';
import { rootRouteRef } from './routes';

export { rolloutsApiRef, type RolloutsApi } from './api';
export { isRolloutsAvailable } from './entity/hasTargets';
export { RolloutsHarmBadge } from './harm/RolloutsHarmBadge';
export { IfRolloutsReadable } from './permissions/IfRolloutsReadable';

/** The plugin for apps on the old frontend system. */
export const rolloutsPlugin = createPlugin({
  id: 'rollouts',
  routes: { root: rootRouteRef },
  apis: [
    createApiFactory({
      api: rolloutsApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: options => new RolloutsClient(options),
    }),
  ],
});

/** All pages, to be mounted at `/rollouts`. */
export const RolloutsPage = rolloutsPlugin.provide(
  createRoutableExtension({
    name: 'RolloutsPage',
    component: () => import('./root/LegacyPages').then(m => m.LegacyPages),
    mountPoint: rootRouteRef,
  }),
);

/** The tab *Rollouts* of an entity page, for `isRolloutsAvailable` entities. */
export const EntityRolloutsContent = rolloutsPlugin.provide(
  createComponentExtension({
    name: 'EntityRolloutsContent',
    component: {
      lazy: () => import('./entity/EntityRollouts').then(m => m.EntityRollouts),
    },
  }),
);

/** The card of an entity's overview, for `isRolloutsAvailable` entities. */
export const EntityRolloutsCard = rolloutsPlugin.provide(
  createComponentExtension({
    name: 'EntityRolloutsCard',
    component: {
      lazy: () =>
        import('./entity/EntityRolloutsCard').then(m => m.EntityRolloutsCard),
    },
  }),
);

/** A widget of the home page. */
export const HomePageRollouts = rolloutsPlugin.provide(
  createCardExtension({
    name: 'HomePageRollouts',
    title: 'Rollouts',
    description: 'What waits for you, and what is exposed in your systems',
    components: () => import('./home/RolloutsWidget'),
  }),
);
