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
  createPlugin,
  createRoutableExtension,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { RolloutsClient } from '@stagecraft/backstage-plugin-rollouts-common';
import { rolloutsApiRef } from './api';
import { rootRouteRef } from './routes';

export { rolloutsApiRef, type RolloutsApi } from './api';

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
