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

import { createContext, useContext, type Dispatch } from 'react';
import type {
  MetricView,
  PlanCheck,
  PlaybookView,
  ServiceView,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { keyOfPath, valueAt, type Path } from './path';
import { problemBelow, type FieldProblem } from './problems';
import type { DraftAction, DraftState } from './state';
import { stepOf } from './steps';

export interface DraftValue {
  state: DraftState;
  dispatch: Dispatch<DraftAction>;
  /** Everything wrong now, shown or not. */
  problems: readonly FieldProblem[];
  services: readonly ServiceView[];
  playbooks: readonly PlaybookView[];
  metrics: readonly MetricView[];
  check: PlanCheck | undefined;
  /** The rollout whose plan is revised: service and hypothesis are settled. */
  revises: boolean;
}

const Context = createContext<DraftValue | null>(null);

export const DraftProvider = Context.Provider;

export function useDraftValue(): DraftValue {
  const value = useContext(Context);
  if (!value) throw new Error('A field stands in no draft: add DraftProvider');
  return value;
}

/** The problem of a field or of what lies below it, once it is to be shown. */
export function shownProblem(
  { state, problems }: Pick<DraftValue, 'state' | 'problems'>,
  path: Path,
): string | undefined {
  const isShown =
    state.touched.includes(keyOfPath(path)) ||
    state.tried.includes(stepOf(path));
  return isShown ? problemBelow(problems, path)?.message : undefined;
}

/** One field of the draft. */
export function useField(path: Path) {
  const draft = useDraftValue();
  return {
    value: valueAt(draft.state.form, path),
    problem: shownProblem(draft, path),
    set: (value: unknown) => draft.dispatch({ type: 'set', path, value }),
    touch: () => draft.dispatch({ type: 'touch', path }),
  };
}
