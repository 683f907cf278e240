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

import { existsSync } from 'node:fs';
import * as fs from 'node:fs/promises';
import path from 'node:path';
import { startChild } from '../children.mjs';
import { Failure } from '../failure.mjs';
import { freePort } from '../ports.mjs';
import { eventually } from '../process.mjs';
import { Api } from './Api.mjs';
import { makeCredentials, writeKubeconfig } from './credentials.mjs';

const PATIENCE_MS = 120_000;
const HOST = '127.0.0.1';

function etcdArguments(folder, client, peer) {
  return [
    '--name=test',
    `--data-dir=${path.join(folder, 'etcd')}`,
    `--listen-client-urls=${client}`,
    `--advertise-client-urls=${client}`,
    `--listen-peer-urls=${peer}`,
    `--initial-advertise-peer-urls=${peer}`,
    `--initial-cluster=test=${peer}`,
    // Nothing of it is to survive.
    '--unsafe-no-fsync',
    '--log-level=error',
  ];
}

function apiServerArguments(folder, { etcd, port, credentials }) {
  const { privateFile, publicFile } = credentials.accounts;
  return [
    `--etcd-servers=${etcd}`,
    `--bind-address=${HOST}`,
    `--advertise-address=${HOST}`,
    `--secure-port=${port}`,
    // It signs a certificate for itself, and writes it here.
    `--cert-dir=${path.join(folder, 'certificates')}`,
    `--token-auth-file=${credentials.tokenFile}`,
    '--authorization-mode=RBAC',
    '--service-cluster-ip-range=10.96.0.0/16',
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-key-file=${publicFile}`,
    `--service-account-signing-key-file=${privateFile}`,
    // An address of the loopback interface can't be an endpoint.
    '--endpoint-reconciler-type=none',
    '--profiling=false',
  ];
}

/** Writes each member's kubeconfig once the API server has its certificate. */
async function writeKubeconfigs(folder, { server, tokens, signal }) {
  const certificate = path.join(folder, 'certificates', 'apiserver.crt');
  await eventually(() => existsSync(certificate), PATIENCE_MS, signal);
  const ca = await fs.readFile(certificate);
  const files = {};
  for (const [name, token] of Object.entries(tokens)) {
    const file = path.join(folder, `${name}.kubeconfig`);
    files[name] = await writeKubeconfig({ file, server, ca, token });
  }
  return { certificate, ca, files };
}

/**
 * Starts etcd, the API server, the controller manager, the scheduler and kwok
 * on the loopback interface, with everything they keep under `folder`.
 *
 * @param program - the binary that is all of them
 * @param stages - the files that say how kwok's nodes and pods become ready
 * @param onEnd - called with a line when one of them ends by itself
 * @returns the API as its administrator has it, and `stop`
 */
export async function startControlPlane({ folder, program, stages, onEnd }) {
  const children = [];
  let stopping = false;
  const start = (name, args) => {
    const child = startChild({
      name,
      command: program,
      args: [name, ...args],
      cwd: folder,
      onLine: () => {},
      leash: true,
    });
    children.push(child);
    void child.ended.then(how => {
      if (!stopping) onEnd([`${name} ended: ${how}.`, ...child.lines]);
    });
    return child;
  };
  const stop = async () => {
    stopping = true;
    // Those that talk to the API server first, then it, then its store.
    for (const child of children.toReversed()) await child.stop({ ms: 3_000 });
  };

  const [client, peer, port] = await Promise.all([
    freePort(),
    freePort(),
    freePort(),
  ]);
  const etcd = `http://${HOST}:${client}`;
  const server = `https://${HOST}:${port}`;
  const credentials = await makeCredentials(folder);
  try {
    start('etcd', etcdArguments(folder, etcd, `http://${HOST}:${peer}`));
    const apiServer = start(
      'kube-apiserver',
      apiServerArguments(folder, { etcd, port, credentials }),
    );
    const over = new AbortController();
    void apiServer.ended.then(() => over.abort());
    const { certificate, ca, files } = await writeKubeconfigs(folder, {
      server,
      tokens: credentials.tokens,
      signal: over.signal,
    });
    const api = new Api(files.admin);
    const ready = () => api.answers('/readyz');
    if (!(await eventually(ready, PATIENCE_MS, over.signal))) {
      throw new Failure(
        'The API server of the test cluster did not become ready.',
        ...apiServer.lines,
      );
    }
    start('kube-controller-manager', [
      `--kubeconfig=${files['kube-controller-manager']}`,
      `--service-account-private-key-file=${credentials.accounts.privateFile}`,
      `--root-ca-file=${certificate}`,
      '--use-service-account-credentials=true',
      '--kube-api-qps=200',
      '--kube-api-burst=400',
      '--leader-elect=false',
      '--secure-port=0',
    ]);
    start('kube-scheduler', [
      `--kubeconfig=${files['kube-scheduler']}`,
      '--leader-elect=false',
      '--secure-port=0',
    ]);
    start('kwok', [
      `--kubeconfig=${files.admin}`,
      '--manage-all-nodes=true',
      // Without leases that are renewed, every pod is unready within a minute.
      '--node-lease-duration-seconds=40',
      ...stages.map(file => `--config=${file}`),
    ]);
    return { api, server, ca, kubeconfig: files.admin, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
