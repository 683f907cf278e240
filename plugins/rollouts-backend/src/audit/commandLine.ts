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

import { createReadStream, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { AuditVerdict } from '@stagecraft/backstage-plugin-rollouts-common';
import knexFactory from 'knex';
import { linesOf, type Copy } from './copies/copy';
import { FileCopy } from './copies/FileCopy';
import { HttpCopy } from './copies/HttpCopy';
import { TrustedKeys } from './keys';
import { withLedger } from './verify/DatabaseLedger';
import { verifyExport } from './verify/verifyExport';
import { verifyLedger } from './verify/verifyLedger';

export const USAGE = `Verifies that every decision and every act of governance is as it was recorded,
and that none is missing.

  npm run verify-audit -- --public-key <file> (--database <url> | --export <file>) [--copy <folder, file or URL>]...

  --public-key  PEM of the key that signs tree heads; again for each former key
  --database    PostgreSQL, as postgres://user:password@host:port/database
  --export      JSON Lines, as the portal exports them
  --copy        a copy of the tree heads outside the database; again for each
  --json        the whole verdict as JSON

Ends with 0 when everything is intact, 1 when something is not, 2 when it could not be verified.`;

/** What was asked for makes no sense. */
export class UsageError extends Error {}

interface Asked {
  database: string | undefined;
  exported: string | undefined;
  trusted: TrustedKeys;
  copies: Copy[];
  json: boolean;
}

function copyAt(place: string): Copy {
  if (/^https?:/.test(place)) return new HttpCopy(place, { readUrl: place });
  const folder = statSync(place).isDirectory() ? place : path.dirname(place);
  return new FileCopy(folder);
}

/** @throws UsageError when it can't be done like this. */
export function readArguments(args: string[]): Asked {
  const { values } = parseArgs({
    args,
    options: {
      database: { type: 'string' },
      export: { type: 'string' },
      'public-key': { type: 'string', multiple: true },
      copy: { type: 'string', multiple: true },
      json: { type: 'boolean' },
    },
  });
  const keys = values['public-key'] ?? [];
  if ((values.database === undefined) === (values.export === undefined)) {
    throw new UsageError('Name either a database or an export');
  }
  if (keys.length === 0) {
    throw new UsageError(
      'Name the public key: without it, anybody could have signed',
    );
  }
  return {
    database: values.database,
    exported: values.export,
    trusted: new TrustedKeys(
      keys.map(file => ({ pem: readFileSync(file, 'utf8'), source: file })),
    ),
    copies: (values.copy ?? []).map(copyAt),
    json: values.json ?? false,
  };
}

async function verifyDatabase(
  connection: string,
  options: Pick<Asked, 'trusted' | 'copies'>,
  onProgress: (entries: number) => void,
): Promise<AuditVerdict> {
  const knex = knexFactory({ client: 'pg', connection });
  try {
    return await withLedger(knex, ledger =>
      verifyLedger(ledger, { ...options, onProgress }),
    );
  } finally {
    await knex.destroy();
  }
}

function textOf(verdict: AuditVerdict): string {
  return [
    verdict.sentence,
    ...verdict.copies.map(({ name, sentence }) => `${name}: ${sentence}`),
    `Looked at ${verdict.decisions} decisions and ${
      verdict.acts
    } acts in ${verdict.seconds?.toFixed(1)} s.`,
  ].join('\n');
}

/**
 * Verifies what the arguments name.
 *
 * @returns the exit code, and what to print
 * @throws UsageError for arguments that make no sense, anything else when it
 * can't be verified.
 */
export async function verifyByArguments(
  args: string[],
  onProgress: (entries: number) => void = () => {},
): Promise<{ code: 0 | 1; text: string }> {
  const asked = readArguments(args);
  const { database, exported, json } = asked;
  const verdict =
    database === undefined
      ? await verifyExport(
          linesOf(createReadStream(exported ?? '', 'utf8')),
          asked,
        )
      : await verifyDatabase(database, asked, onProgress);
  return {
    code: verdict.intact ? 0 : 1,
    text: json ? JSON.stringify(verdict) : textOf(verdict),
  };
}
