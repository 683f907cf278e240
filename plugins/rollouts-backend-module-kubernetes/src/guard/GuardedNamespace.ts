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
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import type {
  AdminAnswer,
  AdminClient,
  Person,
} from '../conformance/AdminClient';
import type { ControlPlane } from '../conformance/ControlPlane';

const FILE = resolvePackagePath(
  '@stagecraft/backstage-plugin-rollouts-backend-module-kubernetes',
  '../../deploy/kubernetes/guard.yaml',
);
const ROOT = '/apis/admissionregistration.k8s.io/v1';
const PATIENCE_MS = 30_000;

const documentSchema = z.looseObject({
  kind: z.enum([
    'ValidatingAdmissionPolicy',
    'ValidatingAdmissionPolicyBinding',
  ]),
  metadata: z.looseObject({ name: z.string() }),
  spec: z.looseObject({
    matchResources: z
      .object({
        namespaceSelector: z.object({
          matchLabels: z.record(z.string(), z.string()),
        }),
      })
      .optional(),
  }),
});
type PolicyDocument = z.infer<typeof documentSchema>;

const statusSchema = z.looseObject({
  status: z.record(z.string(), z.unknown()).optional(),
});

/** Looks until nothing is amiss. @throws with what is. */
async function eventually(
  what: string,
  amiss: () => Promise<string | undefined>,
): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const trouble = await amiss();
    if (trouble === undefined) return;
    if (Date.now() > deadline) throw new Error(`${what}: ${trouble}`);
    await pause(100);
  }
}

/** An object as a case makes it. */
export interface GuardedManifest {
  /** The path of its collection, without the namespace. */
  api: [root: string, plural: string];
  object: { metadata: { name: string }; [field: string]: unknown };
}

/** A namespace in which the policies of `deploy/kubernetes` are in force. */
export class GuardedNamespace {
  readonly #admin: AdminClient;
  readonly #namespace: string;
  readonly #bindings: string[] = [];

  private constructor({ admin, namespace }: ControlPlane) {
    this.#admin = admin;
    this.#namespace = namespace;
  }

  static async start(plane: ControlPlane): Promise<GuardedNamespace> {
    const guarded = new GuardedNamespace(plane);
    await guarded.#bind();
    return guarded;
  }

  async stop(): Promise<void> {
    for (const binding of this.#bindings) {
      await this.#admin.send('DELETE', binding);
    }
  }

  /** Answers its path. */
  async make({ api: [root, plural], object }: GuardedManifest) {
    const path = `${root}/namespaces/${this.#namespace}/${plural}`;
    await this.#admin.send('POST', path, object);
    return `${path}/${object.metadata.name}`;
  }

  merge(path: string, change: unknown, as?: Person): Promise<AdminAnswer> {
    const contentType = 'application/merge-patch+json';
    return this.#admin.call('PATCH', path, change, { contentType, as });
  }

  remove(path: string, as?: Person): Promise<AdminAnswer> {
    return this.#admin.call('DELETE', path, undefined, { as });
  }

  /** Waits until a change that is to be refused is. */
  async untilInForce(path: string, change: unknown): Promise<void> {
    await eventually('No policy is in force', async () => {
      const answer = await this.merge(`${path}?dryRun=All`, change);
      return answer.status === 403 ? undefined : answer.text;
    });
  }

  /** Waits until an object's controller reports `value`. */
  async until(path: string, field: string, value: unknown): Promise<void> {
    await eventually(`No ${field} ${value}`, async () => {
      const { body, text } = await this.#admin.call('GET', path);
      const { status } = statusSchema.parse(body);
      return status?.[field] === value ? undefined : text;
    });
  }

  async #bind(): Promise<void> {
    const documents = parseAllDocuments(await readFile(FILE, 'utf8')).map(
      document => documentSchema.parse(document.toJS()),
    );
    for (const document of documents) {
      await (document.kind === 'ValidatingAdmissionPolicy'
        ? this.#apply('validatingadmissionpolicies', document)
        : this.#applyHere(document));
    }
  }

  /** The same, for this namespace alone. */
  async #applyHere(binding: PolicyDocument): Promise<void> {
    const name = `${binding.metadata.name}-${this.#namespace}`;
    const labels = binding.spec.matchResources?.namespaceSelector.matchLabels;
    const plural = 'validatingadmissionpolicybindings';
    await this.#apply(plural, {
      ...binding,
      metadata: { name },
      spec: {
        ...binding.spec,
        matchResources: {
          namespaceSelector: {
            matchLabels: {
              ...labels,
              'kubernetes.io/metadata.name': this.#namespace,
            },
          },
        },
      },
    });
    this.#bindings.push(`${ROOT}/${plural}/${name}`);
  }

  async #apply(plural: string, document: PolicyDocument): Promise<void> {
    const path = `${ROOT}/${plural}/${document.metadata.name}`;
    await this.#admin.send(
      'PATCH',
      `${path}?fieldManager=conformance&force=true`,
      document,
      { contentType: 'application/apply-patch+yaml' },
    );
  }
}
