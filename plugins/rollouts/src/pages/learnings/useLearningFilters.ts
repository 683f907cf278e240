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
import { OUTCOMES } from '@stagecraft/backstage-plugin-rollouts-common';
import type { LearningFilters } from '../../data/useLearnings';

const NAMES = ['text', 'outcome', 'service', 'playbook', 'tag'] as const;
export type LearningFilterName = (typeof NAMES)[number];

/** What the URL says; what it says wrongly does not filter. */
export function filtersOf(params: URLSearchParams): LearningFilters {
  const outcome = OUTCOMES.find(each => each === params.get('outcome'));
  return {
    ...(outcome ? { outcome } : {}),
    ...Object.fromEntries(
      (['text', 'service', 'playbook', 'tag'] as const).flatMap(name => {
        const value = params.get(name)?.trim();
        return value ? [[name, value]] : [];
      }),
    ),
  };
}

/** The filters of the learnings, kept in the URL. */
export function useLearningFilters() {
  const [params, setParams] = useSearchParams();
  const change = (edit: (params: URLSearchParams) => void) =>
    setParams(
      before => {
        const after = new URLSearchParams(before);
        edit(after);
        return after;
      },
      { replace: true },
    );
  const filters = filtersOf(params);
  return {
    filters,
    /** As typed, with the spaces that do not filter. */
    text: params.get('text') ?? '',
    filtered: Object.keys(filters).length > 0,
    set: (name: LearningFilterName, value: string) =>
      change(after => (value ? after.set(name, value) : after.delete(name))),
    clear: () => change(after => NAMES.forEach(name => after.delete(name))),
  };
}
