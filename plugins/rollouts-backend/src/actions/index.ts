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

import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { RolloutsService } from '@stagecraft/backstage-plugin-rollouts-node';
import { callerOf } from './caller';
import { registerExplain } from './explain';
import { registerList } from './list';
import { registerLowering } from './lower';
import { registerPropose } from './propose';
import { registerShow } from './show';

/**
 * What agents may do for a person: read, propose, hold and roll back. Nothing
 * here approves, objects, resolves, resumes, advances or bypasses.
 */
export function registerActions(
  registry: ActionsRegistryService,
  rollouts: RolloutsService,
): void {
  const call = callerOf(rollouts);
  registerList(registry, call);
  registerShow(registry, call);
  registerExplain(registry, call);
  registerPropose(registry, call);
  registerLowering(registry, call);
}
