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

import { generateKeyPairSync } from 'node:crypto';
import { existsSync } from 'node:fs';
import * as fs from 'node:fs/promises';
import path from 'node:path';

/**
 * The key that signs a local portal's tree heads, and the folder that they are
 * copied to, as environment variables; made once, `audit.pub` beside it.
 * Nothing where the configuration says it. For development only: whoever owns
 * this folder owns the database too.
 */
export async function auditEnvironment(config, folder) {
  if (config.has('rollouts.audit')) return {};
  const file = path.join(folder, 'audit.key');
  if (!existsSync(file)) {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519', {
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    });
    await fs.mkdir(folder, { recursive: true });
    await fs.writeFile(path.join(folder, 'audit.pub'), publicKey);
    await fs.writeFile(file, privateKey, { mode: 0o600 });
  }
  return {
    APP_CONFIG_rollouts_audit_signingKeyFile: file,
    APP_CONFIG_rollouts_audit_copies: JSON.stringify([
      { folder: path.join(folder, 'audit') },
    ]),
  };
}
