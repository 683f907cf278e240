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

import type { Entity } from '@backstage/catalog-model';
import { TARGETS_ANNOTATION } from '@stagecraft/backstage-plugin-rollouts-common';

/** Components that name what a rollout of them would move. */
export const HAS_TARGETS = {
  kind: 'component',
  [`metadata.annotations.${TARGETS_ANNOTATION}`]: { $exists: true },
} as const;

/** The same for the old frontend system's entity pages. */
export function isRolloutsAvailable(entity: Entity): boolean {
  return (
    entity.kind.toLowerCase() === 'component' &&
    entity.metadata.annotations?.[TARGETS_ANNOTATION] !== undefined
  );
}
