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
import type {
  CapsulePhase,
  CapsuleSubject,
} from '@stagecraft/backstage-plugin-rollouts-node';
import { spawn, spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import * as fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { Capsules } from '../capsule/Capsules';
import { CapsuleKey } from '../capsule/CapsuleKey';
import { capsuleConfigMap } from '../capsule/configMap';
import type { ControlPlane } from './ControlPlane';
import type { DriverWorld } from './DriverWorld';
import { proxied } from './proxied';
import type { Rollout } from './rollout';

const SCRIPT = resolvePackagePath(
  '@stagecraft/backstage-plugin-rollouts-backend-module-kubernetes',
  '../../deploy/capsule/take-back.sh',
);
const KUBECTL = process.env.STAGECRAFT_TEST_KUBECTL ?? 'kubectl';
const HOUR_MS = 3_600_000;

const OLDEST_MINOR = 27;

/** Whether this machine has what a person needs to take an exposure back. */
export const hasKubectl = isRecent(
  spawnSync(KUBECTL, ['version', '--client', '--output=json']).stdout,
);

function isRecent(version: Buffer | null): boolean {
  const [, minor] = /"gitVersion": *"v1\.(\d+)\./.exec(`${version}`) ?? [];
  return Number(minor) >= OLDEST_MINOR;
}

export interface Said {
  code: number | null;
  out: string;
  errors: string;
}

/** Capsules in a control plane, and a person who has the script and a key. */
export class CapsuleBench {
  readonly capsules: Capsules;
  readonly #plane: ControlPlane;
  readonly #key: CapsuleKey;
  readonly #folder: string;
  readonly #stop: () => Promise<void>;

  private constructor(
    plane: ControlPlane,
    key: CapsuleKey,
    capsules: Capsules,
    folder: string,
    stop: () => Promise<void>,
  ) {
    this.capsules = capsules;
    this.#plane = plane;
    this.#key = key;
    this.#folder = folder;
    this.#stop = stop;
  }

  static async start(plane: ControlPlane): Promise<CapsuleBench> {
    const { privateKey } = generateKeyPairSync('ed25519');
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const key = CapsuleKey.fromPem(pem, 'The key');
    const way = await proxied(plane);
    const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'stagecraft-'));
    await fs.writeFile(path.join(folder, 'capsule.pub'), key.publicKey);
    await fs.writeFile(
      path.join(folder, 'kubeconfig'),
      plane.admin.kubeconfig(),
    );
    const settings = { enabled: true, namespace: 'stagecraft', key };
    return new CapsuleBench(
      plane,
      key,
      new Capsules(way.clusters, settings),
      folder,
      async () => {
        await way.stop();
        await fs.rm(folder, { recursive: true });
      },
    );
  }

  stop(): Promise<void> {
    return this.#stop();
  }

  /** What the controller would keep of a rollout that was captured. */
  async subject(
    { driver }: DriverWorld,
    rollout: Rollout,
    phase: CapsulePhase = 'ramping',
  ): Promise<CapsuleSubject> {
    const { target, baseline, fence } = rollout;
    const signal = AbortSignal.timeout(10_000);
    return {
      target,
      targetId: await driver.identify(target, signal),
      rolloutId: 'conformance',
      planHash: 'a'.repeat(64),
      fence,
      at: new Date(),
      end: new Date(Date.now() + HOUR_MS),
      steps: driver.wayBack?.(target, baseline, phase) ?? [],
    };
  }

  /** A capsule that this key signs, of whatever cluster. */
  manifest(subject: CapsuleSubject, cluster: string) {
    return capsuleConfigMap(subject, 'ramping', cluster, this.#key);
  }

  /** Seals, and answers the capsule's name. */
  async seal(
    subject: CapsuleSubject,
    phase: CapsulePhase = 'ramping',
  ): Promise<string> {
    const before = new Set(await this.names());
    await this.capsules.seal(subject, phase, AbortSignal.timeout(10_000));
    const [name] = (await this.names()).filter(each => !before.has(each));
    return name;
  }

  async names(): Promise<string[]> {
    const list = (await this.#plane.admin.send(
      'GET',
      '/api/v1/namespaces/stagecraft/configmaps?labelSelector=stagecraft.dev/capsule',
    )) as { items: { metadata: { name: string } }[] };
    return list.items.map(({ metadata }) => metadata.name);
  }

  /** Runs the script, with nothing of Stagecraft running. */
  async takeBack(...args: string[]): Promise<Said> {
    const child = spawn('sh', [SCRIPT, ...args], {
      env: {
        PATH: process.env.PATH,
        HOME: this.#folder,
        KUBECONFIG: path.join(this.#folder, 'kubeconfig'),
        KUBECTL,
      },
    });
    const [out, errors] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close'),
    ]);
    return { code: child.exitCode, out, errors };
  }

  apply(capsule: string): Promise<Said> {
    return this.takeBack('apply', '--key', this.key, capsule);
  }

  check(capsule: string, key = this.key): Promise<Said> {
    return this.takeBack('check', '--key', key, capsule);
  }

  get key(): string {
    return path.join(this.#folder, 'capsule.pub');
  }
}
