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

import * as fs from 'node:fs/promises';
import path from 'node:path';
import { root } from '../../../scripts/lib/paths.mjs';
import { startWorld } from '../../../scripts/lib/world.mjs';
import { definition, INTERVAL_SECONDS } from './condition.mjs';

/** What targets call the cluster. */
export const CLUSTER = 'bench';

const ORGANISATION = path.join(root, 'examples/organisation.yaml');
const TOKEN = '/api/v1/namespaces/stagecraft/serviceaccounts/stagecraft/token';

function component({ target }) {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: target.name,
      annotations: {
        'stagecraft.dev/approvers': 'group:default/storefront-owners',
        'stagecraft.dev/targets': JSON.stringify([
          { ...target, cluster: CLUSTER },
        ]),
      },
    },
    spec: {
      type: 'service',
      lifecycle: 'production',
      owner: 'group:storefront-team',
    },
  };
}

/** Stagecraft's own account: it has what `deploy/kubernetes` grants. */
async function tokenOf(api) {
  const { status } = await api.send('POST', TOKEN, {
    apiVersion: 'authentication.k8s.io/v1',
    kind: 'TokenRequest',
    spec: { expirationSeconds: 7_200 },
  });
  return status.token;
}

/**
 * The portal's backend as it runs in production, with all its plugins, and its
 * PostgreSQL; it moves targets in the cluster and asks the source.
 *
 * @param url - the cluster's, for Stagecraft
 * @param lanes - what it moves, each a service of its own
 */
export async function startPortal({ folder, api, url, source, lanes }) {
  const catalogue = path.join(folder, 'catalogue.yaml');
  await fs.writeFile(
    catalogue,
    lanes.map(lane => JSON.stringify(component(lane))).join('\n---\n'),
  );
  const interval = { seconds: INTERVAL_SECONDS };
  const settings = {
    catalog_locations: [
      { type: 'file', target: catalogue },
      {
        type: 'file',
        target: ORGANISATION,
        rules: [{ allow: ['User', 'Group'] }],
      },
    ],
    kubernetes_clusterLocatorMethods: [
      {
        type: 'config',
        clusters: [
          {
            name: CLUSTER,
            url,
            skipTLSVerify: true,
            authProvider: 'serviceAccount',
            serviceAccountToken: await tokenOf(api),
          },
        ],
      },
    ],
    rollouts_sampling_interval: interval,
    rollouts_controller_interval: interval,
    rollouts_prometheus_servers: [{ url: source.url }],
    rollouts_metrics_definitions: [definition],
  };
  return startWorld({
    logs: path.join(folder, 'logs'),
    pages: false,
    sandbox: false,
    // Decisions are on disk before anything moves, as in production.
    postgres: {},
    env: Object.fromEntries(
      Object.entries(settings).map(([name, value]) => [
        `APP_CONFIG_${name}`,
        JSON.stringify(value),
      ]),
    ),
  });
}
