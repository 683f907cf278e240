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

import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import {
  isExposed,
  type RolloutRow,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { isActive, useRollouts } from '../data/useRollouts';

/** Whether a rollout still runs, or still has somebody on its new version. */
function isCurrent(row: RolloutRow): boolean {
  return isActive(row) || isExposed(row.exposure);
}

/** The rollouts of the entity whose page this is. */
export function useServiceRollouts() {
  const { entity } = useEntity();
  const service = stringifyEntityRef(entity);
  const { data, ...read } = useRollouts({ service });
  const ended = data?.items.filter(row => !isCurrent(row));
  return {
    ...read,
    service,
    title: entity.metadata.title ?? entity.metadata.name,
    now: data?.now,
    /** One a target, most urgent first. */
    current: data?.items.filter(isCurrent),
    /** The last that ended first. */
    past: ended?.sort(
      (a, b) => Date.parse(b.updatedAt) - Date.parse(a.updatedAt),
    ),
  };
}
