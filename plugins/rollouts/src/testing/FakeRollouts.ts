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
  RolloutsError,
  type CallInput,
  type Decision,
  type ErrorBody,
  type Experiment,
  type OperationId,
  type OperationOutput,
  type Operations,
  type Rollout,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { RolloutsApi } from '../api';
import { EXPERIMENTS } from './experiments';
import { handlersOf } from './handlers';
import type { Handlers } from './handler';
import { BOARD } from './phases';

/** A refusal as the API would send it. */
export function refused(
  status: number,
  detail: Partial<ErrorBody['error']> & { message: string },
): RolloutsError {
  return new RolloutsError(status, { name: 'Error', ...detail });
}

/** The rollouts API in memory, over fixtures; anything can be made to fail. */
export class FakeRollouts implements RolloutsApi {
  readonly rollouts: Map<string, Rollout>;
  readonly decisions = new Map<string, Decision[]>();
  readonly experiments = new Map<string, Experiment>(
    EXPERIMENTS.map(experiment => [experiment.id, experiment]),
  );
  /** What was called, in order. */
  readonly calls: { id: OperationId; input: CallInput<OperationId> }[] = [];
  /** Milliseconds before each answer. */
  delay = 0;
  readonly #handlers: Handlers;

  constructor(rollouts: readonly Rollout[] = BOARD) {
    this.rollouts = new Map(rollouts.map(rollout => [rollout.id, rollout]));
    this.#handlers = handlersOf(this);
  }

  /** Answers one operation otherwise. */
  on<K extends OperationId>(id: K, handler: Handlers[K]): this {
    this.#handlers[id] = handler;
    return this;
  }

  /** Makes one operation fail. */
  fail(id: OperationId, error: Error): this {
    return this.on(id, () => {
      throw error;
    });
  }

  /** Leaves one operation unanswered. */
  hang(id: OperationId): this {
    return this.on(id, () => new Promise<never>(() => {}));
  }

  async call<K extends OperationId>(
    id: K,
    input: CallInput<K> = {},
  ): Promise<OperationOutput<Operations[K]>> {
    this.calls.push({ id, input: input as CallInput<OperationId> });
    if (this.delay > 0) {
      await new Promise(resolve => setTimeout(resolve, this.delay));
    }
    return this.#handlers[id](input);
  }

  /** The inputs of the calls of one operation. */
  inputs<K extends OperationId>(id: K): CallInput<K>[] {
    return this.calls.flatMap(call =>
      call.id === id ? [call.input as CallInput<K>] : [],
    );
  }
}
