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

import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { KubeConfig } from '@kubernetes/client-node';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { AdminClient } from '../conformance/AdminClient';
import type { ControlPlane } from '../conformance/ControlPlane';

const MANIFESTS = resolvePackagePath(
  '@stagecraft/backstage-plugin-rollouts-backend-module-kubernetes',
  '../../deploy/kubernetes',
);
const ROLES = [
  'rollouts-role.yaml',
  'rollouts-events-role.yaml',
  'rollouts-drills-role.yaml',
];
const ACCOUNT =
  '/api/v1/namespaces/stagecraft/serviceaccounts/stagecraft/token';
const PLURALS = { Role: 'roles', RoleBinding: 'rolebindings' } as const;

const manifestSchema = z.looseObject({
  apiVersion: z.string(),
  kind: z.enum(['Role', 'RoleBinding']),
});
const tokenSchema = z.object({ status: z.object({ token: z.string() }) });

/** Rights that people give Stagecraft in a namespace, as a file has them. */
async function grantRights(
  admin: AdminClient,
  namespace: string,
  name: string,
) {
  const file = path.join(MANIFESTS, name);
  for (const document of parseAllDocuments(await readFile(file, 'utf8'))) {
    const manifest = manifestSchema.parse(document.toJS());
    const plural = PLURALS[manifest.kind];
    await admin.send(
      'POST',
      `/apis/${manifest.apiVersion}/namespaces/${namespace}/${plural}`,
      manifest,
    );
  }
}

async function accountToken(admin: AdminClient): Promise<string> {
  const request = await admin.send('POST', ACCOUNT, {
    apiVersion: 'authentication.k8s.io/v1',
    kind: 'TokenRequest',
    spec: { expirationSeconds: 7_200 },
  });
  return tokenSchema.parse(request).status.token;
}

/**
 * The cluster of an administrator's kubeconfig, with a fresh namespace that is
 * deleted at the end. Stagecraft's account is there already, from
 * `deploy/kubernetes/rollouts-account.yaml`.
 */
export async function clusterPlane(file: string): Promise<ControlPlane> {
  const kubeConfig = new KubeConfig();
  kubeConfig.loadFromFile(file);
  const admin = new AdminClient(kubeConfig);
  const cluster = kubeConfig.getCurrentCluster();
  const { server = '', caFile, caData } = cluster ?? {};
  const namespace = `conformance-${randomUUID().slice(0, 8)}`;
  await admin.send('POST', '/api/v1/namespaces', {
    metadata: { name: namespace },
  });
  for (const role of ROLES) await grantRights(admin, namespace, role);
  return {
    name: 'cluster',
    access: {
      url: server,
      ca: caData
        ? Buffer.from(caData, 'base64').toString()
        : caFile && (await readFile(caFile, 'utf8')),
      token: await accountToken(admin),
    },
    admin,
    namespace,
    stop: async () => {
      await admin.send('DELETE', `/api/v1/namespaces/${namespace}`);
    },
  };
}
