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

import '@backstage/cli/asset-types';
// This page is an app of its own, so it brings the portal's style sheet.
// eslint-disable-next-line @backstage/no-ui-css-imports-in-non-frontend
import '@backstage/ui/css/styles.css';
import ReactDOM from 'react-dom/client';
import { createApp } from '@backstage/frontend-defaults';
import { ConfigReader } from '@backstage/config';
import rolloutsPlugin from '../src';
import { fakes } from './fakes';

/** The plugin over fixtures: no backend, no catalogue, no sign-in. */
const app = createApp({
  features: [rolloutsPlugin, fakes],
  advanced: {
    configLoader: async () => ({
      config: ConfigReader.fromConfigs([
        {
          context: 'dev',
          data: {
            app: {
              title: 'Rollouts',
              baseUrl: window.location.origin,
              extensions: [{ 'sign-in-page:app': false }],
            },
            backend: { baseUrl: window.location.origin },
          },
        },
      ]),
    }),
  },
});

const root = document.getElementById('root');
if (!root) throw new Error('The page has no element with the id root');
ReactDOM.createRoot(root).render(app.createRoot());
