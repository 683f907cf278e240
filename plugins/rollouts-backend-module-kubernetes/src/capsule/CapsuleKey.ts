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
  type KeyObject,
} from 'node:crypto';

const HOW =
  'make one with `openssl genpkey -algorithm ed25519 -out capsule.key`';

/** The Ed25519 key that capsules are signed with. */
export class CapsuleKey {
  /** PEM, as `openssl` reads it. */
  readonly publicKey: string;
  /** Of the public key: SHA-256 of its DER form, in hex. */
  readonly fingerprint: string;
  readonly #private: KeyObject;

  private constructor(key: KeyObject) {
    const open = createPublicKey(key);
    this.#private = key;
    this.publicKey = open.export({ type: 'spki', format: 'pem' }).toString();
    this.fingerprint = createHash('sha256')
      .update(open.export({ type: 'spki', format: 'der' }))
      .digest('hex');
  }

  /**
   * @param source - How an error names where the key comes from.
   * @throws unless it is an Ed25519 private key, PKCS#8 in PEM.
   */
  static fromPem(pem: string, source: string): CapsuleKey {
    let key: KeyObject;
    try {
      key = createPrivateKey(pem);
    } catch (error) {
      throw new Error(`${source} is no private key in PEM: ${HOW}`, {
        cause: error,
      });
    }
    if (key.asymmetricKeyType !== 'ed25519') {
      throw new Error(
        `${source} is a key of type ${key.asymmetricKeyType}, and capsules are signed by Ed25519: ${HOW}`,
      );
    }
    return new CapsuleKey(key);
  }

  /** The signature of the text's UTF-8 bytes, in base64. */
  sign(text: string): string {
    return sign(null, Buffer.from(text), this.#private).toString('base64');
  }
}
