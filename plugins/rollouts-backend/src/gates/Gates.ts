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
  FINAL_PHASES,
  type EngineDecision,
  type FlaggerGate,
  type GateAnswer,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Knex } from 'knex';
import { findAsked, firstChecksum, type Canary } from '../store/gates';
import type { StoredRollout } from '../store/rollouts';
import type { Visibility } from '../store/visibility';
import { decideFor, judge, type Asked } from './judge';

/** Who asks about what. */
export interface Question {
  canary: Canary;
  /** Changes with the content that is exposed; undefined when not said. */
  checksum: string | undefined;
  visibility: Visibility;
}

function labelOf({ cluster, namespace, name }: Canary): string {
  return [...(cluster ? [cluster] : []), namespace, name].join('/');
}

function whyOf({ state }: StoredRollout): string | null {
  switch (state.phase) {
    case 'held':
      return state.held?.reason ?? null;
    case 'stuck':
      return state.stuck?.sentence ?? null;
    default:
      return state.reversal?.sentence ?? null;
  }
}

/** Answers engines that move traffic themselves, by what was decided here. */
export class Gates {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async flagger(gate: FlaggerGate, question: Question): Promise<GateAnswer> {
    const { canary, checksum, visibility } = question;
    const found = await findAsked(this.#knex, canary, visibility);
    if (gate !== 'rollback' && checksum === undefined) {
      return this.#nobody(
        'Flagger did not say which content: it sent no checksum',
      );
    }
    if (found.length === 0) return this.#nobody(missing(canary));
    const answers = await Promise.all(
      found.map(async rollout => ({
        ...judge(gate, await this.#asked(rollout, question, gate)),
        rollout: shown(rollout),
      })),
    );
    // Taking back what one of them takes back, and nothing else unless all do.
    const decisive = answers.find(({ open }) => open === (gate === 'rollback'));
    return decisive ?? answers[0];
  }

  async argo(question: Question): Promise<EngineDecision> {
    const { canary, visibility } = question;
    const found = await findAsked(this.#knex, canary, visibility);
    if (found.length === 0) {
      return { ...this.#nobody(missing(canary)), result: 'wait' };
    }
    const answers = await Promise.all(
      found.map(async rollout => ({
        ...decideFor(await this.#asked(rollout, question, 'confirm-promotion')),
        rollout: shown(rollout),
      })),
    );
    const by = (result: EngineDecision['result']) =>
      answers.find(answer => answer.result === result);
    return by('stop') ?? by('wait') ?? answers[0];
  }

  #nobody(reason: string): GateAnswer {
    return { open: false, reason, rollout: null };
  }

  async #asked(
    rollout: StoredRollout,
    { canary, checksum }: Question,
    gate: FlaggerGate,
  ): Promise<Asked> {
    const { state, plan } = rollout;
    const remembers =
      gate !== 'rollback' && !FINAL_PHASES.includes(state.phase);
    const first = await firstChecksum(
      this.#knex,
      rollout,
      canary,
      remembers ? checksum : undefined,
    );
    return {
      phase: state.phase,
      stageIndex: state.stageIndex,
      stages: plan.stages.length,
      why: whyOf(rollout),
      content: contentOf(first, checksum),
    };
  }
}

function contentOf(
  first: string | undefined,
  checksum: string | undefined,
): Asked['content'] {
  if (checksum === undefined || first === undefined) return 'unsaid';
  return first === checksum ? 'same' : 'other';
}

function shown({ id, state, planHash }: StoredRollout): GateAnswer['rollout'] {
  return { id, phase: state.phase, planHash };
}

function missing(canary: Canary): string {
  return `No rollout over ${labelOf(canary)} is requested here`;
}
