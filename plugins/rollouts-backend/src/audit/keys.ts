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

import {
  createHash,
  createPrivateKey,
  createPublicKey,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import type { TreeHead } from '@stagecraft/backstage-plugin-rollouts-common';
import { signedText } from '../chain/treeHead';

const HOW = 'make one with `openssl genpkey -algorithm ed25519 -out audit.key`';

function fingerprintOf(key: KeyObject): string {
  return createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex');
}

function readPem(
  read: (pem: string) => KeyObject,
  pem: string,
  source: string,
): KeyObject {
  let key: KeyObject;
  try {
    key = read(pem);
  } catch (error) {
    throw new Error(`${source} is no such key in PEM: ${HOW}`, {
      cause: error,
    });
  }
  if (key.asymmetricKeyType === 'ed25519') return key;
  throw new Error(
    `${source} is a key of type ${key.asymmetricKeyType}, and tree heads are signed by Ed25519: ${HOW}`,
  );
}

/** The Ed25519 key that tree heads are signed with; kept outside the database. */
export class SigningKey {
  /** PEM. */
  readonly publicKey: string;
  readonly #fingerprint: string;
  readonly #private: KeyObject;

  private constructor(key: KeyObject) {
    const open = createPublicKey(key);
    this.#private = key;
    this.#fingerprint = fingerprintOf(open);
    this.publicKey = open.export({ type: 'spki', format: 'pem' }).toString();
  }

  /**
   * @param source - How an error names where the key comes from.
   * @throws unless it is an Ed25519 private key, PKCS#8 in PEM.
   */
  static fromPem(pem: string, source: string): SigningKey {
    return new SigningKey(readPem(createPrivateKey, pem, source));
  }

  sign(head: Omit<TreeHead, 'key' | 'signature'>): TreeHead {
    const whole = { ...head, key: this.#fingerprint };
    const signature = sign(null, Buffer.from(signedText(whole)), this.#private);
    return { ...whole, signature: signature.toString('base64') };
  }
}

/** The public keys whose signatures count: the present one and former ones. */
export class TrustedKeys {
  readonly #keys: ReadonlyMap<string, KeyObject>;

  /** @throws for what is no Ed25519 public key in PEM. */
  constructor(pems: readonly { pem: string; source: string }[]) {
    const keys = pems.map(({ pem, source }) =>
      readPem(createPublicKey, pem, source),
    );
    this.#keys = new Map(keys.map(key => [fingerprintOf(key), key]));
  }

  /** Why a head can't be trusted; undefined when its signature is right. */
  fault(head: TreeHead): string | undefined {
    const key = this.#keys.get(head.key);
    if (!key) {
      return `it is signed by the key ${head.key.slice(
        0,
        12,
      )}…, which is not one of the public keys given: name the key of before a change too`;
    }
    const right = verify(
      null,
      Buffer.from(signedText(head)),
      key,
      Buffer.from(head.signature, 'base64'),
    );
    return right ? undefined : 'its signature is not right';
  }
}
