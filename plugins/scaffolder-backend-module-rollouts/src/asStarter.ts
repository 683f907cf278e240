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

import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  CallInput,
  OperationId,
  OperationOutput,
  Operations,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { RolloutsService } from '@stagecraft/backstage-plugin-rollouts-node';
import { told } from './told';

interface Task {
  getInitiatorCredentials(): Promise<BackstageCredentials>;
}

/**
 * Calls the rollouts API as the person who started a task.
 *
 * @throws InputError with the reason, the fields and the remedy of a refusal.
 */
export async function asStarter<K extends OperationId>(
  task: Task,
  rollouts: RolloutsService,
  id: K,
  input: Omit<CallInput<K>, 'token'>,
): Promise<OperationOutput<Operations[K]>> {
  const credentials = await task.getInitiatorCredentials();
  try {
    return await rollouts.call(id, input, { credentials });
  } catch (error) {
    throw told(error);
  }
}
