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

import type {
  AuditState,
  ListedAct,
  RecordKind,
  Verification,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import type { AuditSettings } from '../audit/settings';
import type { Verifications } from '../audit/Verifications';
import {
  listActs,
  mayReadChain,
  positionOf,
  type ActPosition,
} from '../store/acts';
import { databaseNow } from '../store/clock';
import {
  countTree,
  readCopies,
  readNewestHead,
  readUnpublishedSince,
} from '../store/tree';
import { chainOfFault, narrowVerification } from './narrowVerification';
import type { Viewer } from '../permissions/Viewer';

export interface AuditOptions {
  knex: Knex;
  settings: AuditSettings;
  verifications: Verifications;
}

/**
 * How the proof of the record is, as somebody may see it: who may not see
 * every entry learns of no count, place or root, which those they may not see
 * are counted in.
 */
export class Audit {
  readonly #options: AuditOptions;

  constructor(options: AuditOptions) {
    this.#options = options;
  }

  async state(viewer: Viewer): Promise<AuditState> {
    const { knex, settings, verifications } = this.#options;
    const whole = viewer.visibility === 'all';
    const copies = await readCopies(knex);
    const newest = await verifications.newest();
    return {
      now: (await databaseNow(knex)).toISOString(),
      whole,
      ...(whole
        ? await this.#counts()
        : { entries: null, head: null, published: null, newer: null }),
      publicKey: settings.key?.publicKey ?? null,
      copies: copies.map(row => ({
        name: row.name,
        size: whole ? Number(row.copied_size) : null,
        copiedAt: (whole && row.copied_at?.toISOString()) || null,
        trouble: row.trouble,
      })),
      troubles: await this.#troubles(),
      verification: newest && (await this.shown(newest, viewer)),
    };
  }

  /** What was done to records that the viewer may read of, newest first. */
  async acts(
    filter: { kind?: RecordKind },
    { visibility }: Viewer,
    page: { limit: number; after?: ActPosition },
  ): Promise<{ items: ListedAct[]; next?: ActPosition; now: Date }> {
    const { knex } = this.#options;
    const found = await listActs(knex, filter, visibility, {
      ...page,
      limit: page.limit + 1,
    });
    const items = found
      .slice(0, page.limit)
      .map(({ content, ...listed }): ListedAct => listed);
    const last = items.at(-1);
    const next =
      found.length > page.limit && last ? positionOf(last) : undefined;
    return { items, next, now: await databaseNow(knex) };
  }

  /** A verification, without what its viewer may not know of. */
  async shown(
    verification: Verification,
    { visibility }: Viewer,
  ): Promise<Verification> {
    if (visibility === 'all') return verification;
    const chain = chainOfFault(verification);
    const { knex } = this.#options;
    return narrowVerification(verification, {
      faultVisible:
        chain !== undefined && (await mayReadChain(knex, chain, visibility)),
    });
  }

  async #counts() {
    const { knex } = this.#options;
    const { covered, queued, published } = await countTree(knex);
    return {
      entries: covered + queued,
      head: (await readNewestHead(knex)) ?? null,
      published,
      newer: queued,
    };
  }

  async #troubles(): Promise<string[]> {
    const { knex, settings } = this.#options;
    const { key, copies, alertAfterMs } = settings;
    const since = key ? await readUnpublishedSince(knex) : null;
    const now = await databaseNow(knex);
    const late = since && now.getTime() - since.getTime() > alertAfterMs;
    return [
      ...(key
        ? []
        : [
            'No key signs tree heads, so nobody can prove that no entry was taken away. Give rollouts.audit.signingKeyFile an Ed25519 key.',
          ]),
      ...(copies.length > 0
        ? []
        : [
            'Tree heads are copied nowhere, so whoever owns the database and the key could write history anew. Name a folder or a URL in rollouts.audit.copies.',
          ]),
      ...(late
        ? [
            `For more than ${Math.round(
              alertAfterMs / 60_000,
            )} minutes no tree head has reached every copy.`,
          ]
        : []),
    ];
  }
}
