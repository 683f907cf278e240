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

import type { World } from '../../scripts/lib/world.mjs';
import { BILLING } from './people';

export type { World };

/** Starts a portal of its own, for all journeys or for one that breaks it. */
export async function startWorld(options: { logs: string }): Promise<World> {
  const lib = await import('../../scripts/lib/world.mjs');
  return lib.startWorld({
    ...options,
    personas: Object.entries(BILLING).map(([name, { displayName, role }]) => ({
      name,
      displayName,
      role,
      can: 'Works on billing.',
    })),
  });
}
