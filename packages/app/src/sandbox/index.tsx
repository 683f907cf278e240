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
  createFrontendPlugin,
  createRouteRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import SandboxIcon from '@material-ui/icons/BeachAccess';

const sandboxRouteRef = createRouteRef();

const sandboxPage = PageBlueprint.make({
  params: {
    path: '/sandbox',
    routeRef: sandboxRouteRef,
    // The page draws the portal's header itself, around its own main part.
    noHeader: true,
    loader: () => import('./SandboxPage').then(m => <m.SandboxPage />),
  },
});

/** The embedded world: what its services are like, and how to change that. */
export const sandboxPlugin = createFrontendPlugin({
  pluginId: 'sandbox',
  title: 'Sandbox',
  icon: <SandboxIcon fontSize="inherit" />,
  routes: { root: sandboxRouteRef },
  extensions: [sandboxPage],
});
