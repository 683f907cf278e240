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
  ApiBlueprint,
  AppRootElementBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { HomePageWidgetBlueprint } from '@backstage/plugin-home-react/alpha';
import { RolloutsClient } from '@stagecraft/backstage-plugin-rollouts-common';
import FlightTakeoffIcon from '@material-ui/icons/FlightTakeoff';
import { rolloutsApiRef } from './api';
import { isRolloutsAvailable } from './entity/hasTargets';
import { RolloutsHarmBadge } from './harm/RolloutsHarmBadge';
import {
  approvalsRouteRef,
  experimentRouteRef,
  learningsRouteRef,
  operationsRouteRef,
  playbooksRouteRef,
  requestRouteRef,
  rolloutRouteRef,
  rootRouteRef,
} from './routes';

const rolloutsApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: rolloutsApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: options => new RolloutsClient(options),
    }),
});

const rolloutsPage = PageBlueprint.make({
  params: {
    path: '/rollouts',
    routeRef: rootRouteRef,
    // The page draws the portal's header itself, with its tabs.
    noHeader: true,
    loader: () => import('./root/PortalPages').then(m => <m.PortalPages />),
  },
});

const entityContent = EntityContentBlueprint.make({
  params: {
    path: '/rollouts',
    title: 'Rollouts',
    icon: <FlightTakeoffIcon fontSize="inherit" />,
    filter: isRolloutsAvailable,
    loader: () =>
      import('./entity/EntityRollouts').then(m => <m.EntityRollouts />),
  },
});

const entityCard = EntityCardBlueprint.make({
  params: {
    filter: isRolloutsAvailable,
    type: 'content',
    loader: () =>
      import('./entity/EntityRolloutsCard').then(m => <m.EntityRolloutsCard />),
  },
});

const homeWidget = HomePageWidgetBlueprint.make({
  params: {
    name: 'HomePageRollouts',
    title: 'Rollouts',
    description: 'What waits for you, and what is exposed in your systems',
    components: () => import('./home/RolloutsWidget'),
  },
});

const harmBadge = AppRootElementBlueprint.make({
  name: 'harm',
  params: { element: <RolloutsHarmBadge /> },
});

export const rolloutsPlugin = createFrontendPlugin({
  pluginId: 'rollouts',
  title: 'Rollouts',
  icon: <FlightTakeoffIcon fontSize="inherit" />,
  info: { packageJson: () => import('../package.json') },
  routes: {
    root: rootRouteRef,
    request: requestRouteRef,
    approvals: approvalsRouteRef,
    experiment: experimentRouteRef,
    playbooks: playbooksRouteRef,
    learnings: learningsRouteRef,
    operations: operationsRouteRef,
    rollout: rolloutRouteRef,
  },
  extensions: [
    rolloutsApi,
    rolloutsPage,
    entityContent,
    entityCard,
    homeWidget,
    harmBadge,
  ],
});
