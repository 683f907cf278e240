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

import type { SignalsService } from '@backstage/plugin-signals-node';
import {
  ROLLOUTS_SIGNAL,
  type RolloutsSignal,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Deliverer } from './deliverer';

/** Hints to the portal to fetch again, those due together as one. */
export function signals(service: SignalsService): Deliverer {
  return {
    kind: 'signal',
    coalesces: true,
    async deliver() {
      await service.publish({
        recipients: { type: 'broadcast' },
        channel: ROLLOUTS_SIGNAL,
        message: {} satisfies RolloutsSignal,
      });
    },
  };
}
