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

import { generateKeyPairSync, randomBytes } from 'node:crypto';
import * as fs from 'node:fs/promises';
import path from 'node:path';

const MEMBERS = {
  admin: { user: 'admin', groups: 'system:masters' },
  'kube-controller-manager': { user: 'system:kube-controller-manager' },
  'kube-scheduler': { user: 'system:kube-scheduler' },
};

/** Writes a kubeconfig with one cluster and one user, and says where. */
export async function writeKubeconfig({ file, server, ca, token }) {
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name: 'test',
        cluster: {
          server,
          'certificate-authority-data': ca.toString('base64'),
        },
      },
    ],
    users: [{ name: 'test', user: { token } }],
    contexts: [{ name: 'test', context: { cluster: 'test', user: 'test' } }],
    'current-context': 'test',
  };
  await fs.writeFile(file, JSON.stringify(config), { mode: 0o600 });
  return file;
}

/**
 * Makes what the control plane's members prove who they are by, fresh for one
 * cluster: a token each, and the keys of service account tokens.
 */
export async function makeCredentials(folder) {
  const tokens = Object.fromEntries(
    Object.keys(MEMBERS).map(name => [name, randomBytes(24).toString('hex')]),
  );
  const tokenFile = path.join(folder, 'tokens.csv');
  const lines = Object.entries(MEMBERS).map(
    ([name, { user, groups = '' }]) =>
      `${tokens[name]},${user},${name},"${groups}"`,
  );
  await fs.writeFile(tokenFile, `${lines.join('\n')}\n`, { mode: 0o600 });

  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const privateFile = path.join(folder, 'accounts.key');
  const publicFile = path.join(folder, 'accounts.pub');
  await fs.writeFile(privateFile, privateKey, { mode: 0o600 });
  await fs.writeFile(publicFile, publicKey);
  return { tokens, tokenFile, accounts: { privateFile, publicFile } };
}
