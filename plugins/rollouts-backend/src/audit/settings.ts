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

import { readFileSync } from 'node:fs';
import type { Config } from '@backstage/config';
import { readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import { readOutsideUrl } from '../outbox/outsideUrl';
import { FileCopy } from './copies/FileCopy';
import { HttpCopy } from './copies/HttpCopy';
import type { Copy } from './copies/copy';
import { SigningKey, TrustedKeys } from './keys';

export interface AuditSettings {
  /** Null where none is configured: then no head is signed. */
  key: SigningKey | null;
  /** Whose signatures count when verifying. */
  trusted: TrustedKeys;
  copies: Copy[];
  /** Between two heads, when there is something new. */
  intervalMs: number;
  /** How long nothing may be published before people are told. */
  alertAfterMs: number;
}

const ROOM = 'rollouts.audit';

/** @throws naming the setting, for a file that can't be read. */
function readPem(file: string, key: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new InputError(
      `${ROOM}.${key} names ${file}, which can't be read: put the key there, or name the file where it is`,
      error,
    );
  }
}

function readKey(own: Config | undefined): SigningKey | null {
  const file = own?.getOptionalString('signingKeyFile');
  const pem = own?.getOptionalString('signingKey');
  if (file !== undefined && pem !== undefined) {
    throw new InputError(
      `${ROOM} has both signingKey and signingKeyFile: leave one`,
    );
  }
  if (pem !== undefined) return SigningKey.fromPem(pem, `${ROOM}.signingKey`);
  return file === undefined
    ? null
    : SigningKey.fromPem(
        readPem(file, 'signingKeyFile'),
        `${ROOM}.signingKeyFile, ${file},`,
      );
}

function readTrusted(
  own: Config | undefined,
  key: SigningKey | null,
): TrustedKeys {
  const former = own?.getOptionalStringArray('formerPublicKeyFiles') ?? [];
  return new TrustedKeys([
    ...(key ? [{ pem: key.publicKey, source: 'the signing key' }] : []),
    ...former.map(file => ({
      pem: readPem(file, 'formerPublicKeyFiles'),
      source: `${ROOM}.formerPublicKeyFiles, ${file},`,
    })),
  ]);
}

function checkedUrl(text: string, key: string): string {
  return readOutsideUrl(text, what => {
    throw new InputError(`${ROOM}.copies, ${key}: ${what}`);
  }).href;
}

function readCopy(own: Config): Copy {
  const folder = own.getOptionalString('folder');
  const url = own.getOptionalString('url');
  if ((folder === undefined) === (url === undefined)) {
    throw new InputError(
      `Each of ${ROOM}.copies has either a folder or a url: name one`,
    );
  }
  if (folder !== undefined) return new FileCopy(folder);
  const readUrl = own.getOptionalString('readUrl');
  return new HttpCopy(checkedUrl(own.getString('url'), 'url'), {
    token: own.getOptionalString('token'),
    readUrl: readUrl && checkedUrl(readUrl, 'readUrl'),
  });
}

function milliseconds(own: Config | undefined, key: string, or: number) {
  return own?.has(key)
    ? durationToMilliseconds(readDurationFromConfig(own, { key }))
    : or;
}

/** @throws InputError for settings that contradict, and for keys that can't sign. */
export function readAuditSettings(config: Config): AuditSettings {
  const own = config.getOptionalConfig(ROOM);
  const key = readKey(own);
  return {
    key,
    trusted: readTrusted(own, key),
    copies: (own?.getOptionalConfigArray('copies') ?? []).map(readCopy),
    intervalMs: milliseconds(own, 'interval', 10_000),
    alertAfterMs: milliseconds(own, 'alertAfter', 900_000),
  };
}
