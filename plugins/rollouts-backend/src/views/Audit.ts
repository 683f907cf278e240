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
  AuditFault,
  AuditState,
  Verification,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import type { AuditSettings } from '../audit/settings';
import type { Verifications } from '../audit/Verifications';
import { databaseNow } from '../store/clock';
import {
  countTree,
  readCopies,
  readNewestHead,
  readUnpublishedSince,
} from '../store/tree';
import { whereVisible } from '../store/visibility';
import type { Viewer } from './Viewer';

export interface AuditOptions {
  knex: Knex;
  settings: AuditSettings;
  verifications: Verifications;
}

/** How the proof of the decisions is, as somebody may see it. */
export class Audit {
  readonly #options: AuditOptions;

  constructor(options: AuditOptions) {
    this.#options = options;
  }

  async state(viewer: Viewer): Promise<AuditState> {
    const { knex, settings, verifications } = this.#options;
    const { covered, queued, published } = await countTree(knex);
    const copies = await readCopies(knex);
    const newest = await verifications.newest();
    return {
      now: (await databaseNow(knex)).toISOString(),
      decisions: covered + queued,
      head: (await readNewestHead(knex)) ?? null,
      published,
      newer: queued,
      publicKey: settings.key?.publicKey ?? null,
      copies: copies.map(row => ({
        name: row.name,
        size: Number(row.copied_size),
        copiedAt: row.copied_at?.toISOString() ?? null,
        trouble: row.trouble,
      })),
      troubles: await this.#troubles(),
      verification: newest && (await this.shown(newest, viewer)),
    };
  }

  /** A verification, without what its viewer may not know of. */
  async shown(
    verification: Verification,
    { visibility }: Viewer,
  ): Promise<Verification> {
    const { verdict } = verification;
    const fault = verdict?.fault;
    if (!verdict || fault?.what !== 'decision') return verification;
    const visible = await this.#options
      .knex('experiments as x')
      .where('x.id', fault.experimentId)
      .modify(whereVisible, visibility, 'x')
      .first('x.id');
    if (visible || visibility === 'all') return verification;
    const hidden = hide(fault);
    const sentence = `Not intact. ${hidden.sentence}.`;
    return {
      ...verification,
      verdict: {
        ...verdict,
        sentence,
        fault: hidden,
        copies: verdict.copies.map(copy => ({ ...copy, sentence })),
      },
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
            'No key signs tree heads, so nobody can prove that no decision was taken away. Give rollouts.audit.signingKeyFile an Ed25519 key.',
          ]),
      ...(copies.length > 0
        ? []
        : [
            'Tree heads are copied nowhere, so whoever owns the database and the key could write history anew. Name a folder or a URL in rollouts.audit.copies.',
          ]),
      ...(late
        ? [`Since ${since.toISOString()} no tree head has reached every copy.`]
        : []),
    ];
  }
}

function hide(fault: AuditFault & { what: 'decision' }): typeof fault {
  const where =
    fault.place === null
      ? 'not covered by a tree head yet'
      : `number ${fault.place} of all`;
  return {
    ...fault,
    experimentId: '',
    seq: 0,
    sentence: `A decision of a service that you may not see, ${where}, is not as it was recorded; who administers permissions here could show it to you`,
  };
}
