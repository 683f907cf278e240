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

import type { CapsuleSubject } from '@stagecraft/backstage-plugin-rollouts-node';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { CapsuleKey } from './CapsuleKey';
import { capsuleText, type RecordPhase } from './document';

export interface CapsuleManifest {
  apiVersion: 'v1';
  kind: 'ConfigMap';
  metadata: { name: string; labels: Record<string, string> };
  immutable: true;
  data: {
    capsule: string;
    signature: string;
    publicKey: string;
    about: string;
  };
}

/** What is compared when a capsule is read back. */
export const storedCapsuleSchema = z.looseObject({
  immutable: z.literal(true),
  data: z.looseObject({ capsule: z.string(), signature: z.string() }),
});

function hash(text: string, length: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}

function about({ target, rolloutId, end }: CapsuleSubject, phase: RecordPhase) {
  const { kind, namespace, name, part } = target;
  const what = [kind, `${namespace}/${name}`, part ?? []].flat().join(' ');
  return phase === 'closed'
    ? `${what}: the way back of rollout ${rolloutId} is closed`
    : `${what}: the way back of rollout ${rolloutId}, ${phase}, until ${end.toISOString()}`;
}

/** A record as it is kept; the same record has the same name. */
export function capsuleConfigMap(
  subject: CapsuleSubject,
  phase: RecordPhase,
  cluster: string,
  key: CapsuleKey,
): CapsuleManifest {
  const capsule = capsuleText(subject, phase, cluster);
  const signature = key.sign(capsule);
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: `capsule-${phase}-${hash(signature, 20)}`,
      labels: {
        'app.kubernetes.io/managed-by': 'stagecraft',
        'stagecraft.dev/capsule': phase,
        'stagecraft.dev/target': hash(subject.targetId, 32),
      },
    },
    immutable: true,
    data: {
      capsule,
      signature,
      publicKey: key.publicKey,
      about: about(subject, phase),
    },
  };
}
