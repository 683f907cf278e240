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
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import type {
  AuditVerdict,
  Decision,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { appendAct } from '../../store/acts';
import { appendDecision } from '../../store/decisions';
import { insertExperiment } from '../../store/experiments';
import { prepareDatabase } from '../../store/prepare';
import { dana, makeExperimentDraft, NOW } from '../../testing/plans';
import { CHAIN_START } from '../../chain/chain';
import { FileCopy } from '../copies/FileCopy';
import { bringUpToDate } from '../copies/treeCopies';
import { SigningKey, TrustedKeys } from '../keys';
import { Sequencer } from '../Sequencer';
import { withLedger } from '../verify/DatabaseLedger';
import { verifyLedger } from '../verify/verifyLedger';

export function makeKey(): SigningKey {
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return SigningKey.fromPem(pem, 'a new key');
}

export function trusting(...keys: SigningKey[]): TrustedKeys {
  return new TrustedKeys(
    keys.map(({ publicKey }) => ({ pem: publicKey, source: 'a key' })),
  );
}

/** Chains in a database, and a copy of their tree heads in a folder. */
export class AuditWorld {
  readonly knex: Knex;
  readonly folder: string;
  readonly key = makeKey();
  readonly copy: FileCopy;

  static async create(knex: Knex): Promise<AuditWorld> {
    await prepareDatabase(mockServices.database({ knex }));
    const folder = await mkdtemp(path.join(tmpdir(), 'audit-'));
    return new AuditWorld(knex, folder);
  }

  private constructor(knex: Knex, folder: string) {
    this.knex = knex;
    this.folder = folder;
    this.copy = new FileCopy(path.join(folder, 'copies'));
  }

  sequencer(
    options: {
      batch?: number;
      key?: Pick<SigningKey, 'sign'>;
      knex?: Knex;
    } = {},
  ) {
    return Sequencer.create({
      knex: this.knex,
      key: this.key,
      copies: [this.copy.name],
      intervalMs: 0,
      alertAfterMs: 60_000,
      operators: ['group:default/on-call'],
      logger: mockServices.logger.mock(),
      ...options,
    });
  }

  async addExperiment(id: string): Promise<void> {
    await insertExperiment(this.knex, {
      id,
      service: 'component:default/checkout',
      system: null,
      body: makeExperimentDraft(),
      requested_by: dana,
      chain_hash: CHAIN_START,
    });
  }

  /** @param meanwhile - what happens before the commit */
  async decide(
    experimentId: string,
    reason: string,
    meanwhile: () => Promise<void> = async () => {},
  ): Promise<Decision> {
    return this.knex.transaction(async trx => {
      const decision = await this.decideWithin(trx, experimentId, reason);
      await meanwhile();
      return decision;
    });
  }

  async decideWithin(
    trx: Knex,
    experimentId: string,
    reason: string,
  ): Promise<Decision> {
    return appendDecision(trx, {
      experimentId,
      rolloutId: null,
      at: NOW.toISOString(),
      actor: dana,
      command: 'hold',
      reason,
      evidence: { ratio: 0.1, text: 'ü' },
      policies: [],
      result: { phase: 'held', stageIndex: 1, sentence: 'Held' },
      planHash: null,
    });
  }

  /** Something done to a freeze. */
  async act(id: string, reason: string): Promise<void> {
    await this.knex.transaction(trx => this.actWithin(trx, id, reason));
  }

  async actWithin(trx: Knex, id: string, reason: string): Promise<void> {
    await appendAct(trx, {
      record: { kind: 'freeze', id },
      title: 'Sale',
      actor: dana,
      act: 'extended',
      reason,
      at: NOW.toISOString(),
      content: { window: null, left: undefined, ratio: 0.1, text: 'ü' },
    });
  }

  /** Covers all entries by a head, and copies it. */
  async publish(): Promise<void> {
    const sequencer = this.sequencer();
    await sequencer.register();
    await sequencer.runOnce();
    await bringUpToDate(this.knex, this.copy);
  }

  async verify(
    options: { trusted?: TrustedKeys; copies?: FileCopy[] } = {},
  ): Promise<AuditVerdict> {
    return withLedger(this.knex, ledger =>
      verifyLedger(ledger, {
        trusted: trusting(this.key),
        copies: [this.copy],
        ...options,
      }),
    );
  }

  async close(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}
