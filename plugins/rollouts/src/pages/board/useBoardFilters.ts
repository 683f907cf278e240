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

import { useSearchParams } from 'react-router-dom';
import {
  BOARD_GROUPS,
  BOARD_OUTCOMES,
  phaseSchema,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { RolloutFilters } from '../../data/useRollouts';

const NAMES = [
  'group',
  'scope',
  'system',
  'environment',
  'phase',
  'playbook',
  'service',
  'outcome',
  'drills',
] as const;
export type FilterName = (typeof NAMES)[number];

function oneOf<T extends string>(
  value: string | null,
  allowed: readonly T[],
): T | undefined {
  return allowed.find(each => each === value);
}

/** What the URL says; what it says wrongly does not filter. */
export function filtersOf(params: URLSearchParams): RolloutFilters {
  return Object.fromEntries(
    Object.entries({
      group: oneOf(params.get('group'), BOARD_GROUPS),
      scope: oneOf(params.get('scope'), ['mine', 'teams'] as const),
      phase: oneOf(params.get('phase'), phaseSchema.options),
      outcome: oneOf(params.get('outcome'), BOARD_OUTCOMES),
      drills: oneOf(params.get('drills'), ['only', 'without'] as const),
      system: params.get('system') || undefined,
      environment: params.get('environment') || undefined,
      playbook: params.get('playbook') || undefined,
      service: params.get('service') || undefined,
    }).filter(([, value]) => value !== undefined),
  );
}

/** The board's filters, kept in the URL. */
export function useBoardFilters() {
  const [params, setParams] = useSearchParams();
  const filters = filtersOf(params);
  return {
    filters,
    filtered: Object.keys(filters).length > 0,
    set: (name: FilterName, value: string | undefined) =>
      setParams(
        before => {
          const after = new URLSearchParams(before);
          if (value) after.set(name, value);
          else after.delete(name);
          return after;
        },
        { replace: true },
      ),
    clear: () =>
      setParams(
        before => {
          const after = new URLSearchParams(before);
          NAMES.forEach(name => after.delete(name));
          return after;
        },
        { replace: true },
      ),
  };
}
