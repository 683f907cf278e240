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

import type { Config } from '@backstage/config';
import { readFileSync } from 'node:fs';
import { CapsuleKey } from './CapsuleKey';

const DEFAULT_NAMESPACE = 'stagecraft';

export interface CapsuleSettings {
  enabled: boolean;
  /** Where capsules are kept, in every cluster. */
  namespace: string;
  /** Null where none is configured: then nothing can be exposed. */
  key: CapsuleKey | null;
}

function readKey(config: Config | undefined): CapsuleKey | null {
  const file = config?.getOptionalString('privateKeyFile');
  const pem = config?.getOptionalString('privateKey');
  if (file !== undefined && pem !== undefined) {
    throw new Error(
      'rollouts.capsules has both privateKey and privateKeyFile: leave one',
    );
  }
  if (pem !== undefined) {
    return CapsuleKey.fromPem(pem, 'rollouts.capsules.privateKey');
  }
  return file === undefined
    ? null
    : CapsuleKey.fromPem(
        readFileSync(file, 'utf8'),
        `rollouts.capsules.privateKeyFile, ${file},`,
      );
}

/** @throws for a key that can't be read or can't sign. */
export function readCapsuleSettings(config: Config): CapsuleSettings {
  const own = config.getOptionalConfig('rollouts.capsules');
  const enabled = own?.getOptionalBoolean('enabled') ?? true;
  return {
    enabled,
    namespace: own?.getOptionalString('namespace') ?? DEFAULT_NAMESPACE,
    key: enabled ? readKey(own) : null,
  };
}
