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

import {
  createContext,
  useContext,
  useMemo,
  type Dispatch,
  type ReactNode,
} from 'react';
import type {
  MetricView,
  PlanCheck,
  PlaybookView,
  ServiceView,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { FieldsProvider, type FieldsValue } from './FieldsContext';
import { keyOfPath, type Path } from './path';
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

/** The problem of a field or of what lies below it, once it is to be shown. */
function shownProblem(
  { state, problems }: Pick<DraftValue, 'state' | 'problems'>,
  path: Path,
): string | undefined {
  const isShown =
    state.touched.includes(keyOfPath(path)) ||
    state.tried.includes(stepOf(path));
  return isShown ? problemBelow(problems, path)?.message : undefined;
}

function groupsOf({ services, state }: DraftValue): string[] {
  const service = services.find(({ ref }) => ref === state.form.service);
  return [service?.owner, ...(service?.approvers ?? [])].filter(
    (ref): ref is string => Boolean(ref),
  );
}

/** Gives a draft to the steps of the wizard, and its form to their fields. */
export function DraftProvider(props: {
  value: DraftValue;
  children: ReactNode;
}) {
  const { value } = props;
  const fields = useMemo<FieldsValue>(
    () => ({
      form: value.state.form,
      dispatch: value.dispatch,
      problemAt: path => shownProblem(value, path),
      groups: groupsOf(value),
      metrics: value.metrics,
      service: value.state.form.service,
    }),
    [value],
  );
  return (
    <Context.Provider value={value}>
      <FieldsProvider value={fields}>{props.children}</FieldsProvider>
    </Context.Provider>
  );
}

export function useDraftValue(): DraftValue {
  const value = useContext(Context);
  if (!value) throw new Error('A step stands in no draft: add DraftProvider');
  return value;
}
