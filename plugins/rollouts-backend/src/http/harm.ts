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

import { operations } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Router } from 'express';
import type { UnseenHarm } from '../views/UnseenHarm';
import { bind } from './bind';
import type { Viewers } from './Viewers';

export interface HarmRoutes {
  viewers: Viewers;
  harm: UnseenHarm;
}

/** What of harm people were told, which no setting of theirs mutes. */
export function bindHarm(router: Router, { viewers, harm }: HarmRoutes): void {
  bind(router, operations.listHarm, async ({ request }) =>
    harm.list(await viewers.of(request, { personOnly: true })),
  );

  bind(router, operations.acknowledgeHarm, async ({ request, params }) =>
    harm.acknowledge(
      await viewers.of(request, { personOnly: true }),
      params.id,
    ),
  );
}
