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
import type { MetricView } from '@stagecraft/backstage-plugin-rollouts-common';
import type { LadderForm } from './form';
import { valueAt, type Path } from './path';
import type { LadderAction } from './state';

/** What fields are written into, be it of a plan or of a playbook. */
export interface FieldsValue {
  form: LadderForm;
  dispatch: Dispatch<LadderAction>;
  /** What is wrong with a field or below it, once that is to be shown. */
  problemAt(path: Path): string | undefined;
  /** Groups that can be asked by name. */
  groups: readonly string[];
  metrics: readonly MetricView[];
  /** Empty where it is about no service. */
  service: string;
}

const Context = createContext<FieldsValue | null>(null);

export const FieldsProvider = Context.Provider;

export function useFields(): FieldsValue {
  const value = useContext(Context);
  if (!value) throw new Error('A field stands in no form: add FieldsProvider');
  return value;
}

/** One field. */
export function useField(path: Path) {
  const { form, problemAt, dispatch } = useFields();
  return {
    value: valueAt(form, path),
    problem: problemAt(path),
    set: (value: unknown) => dispatch({ type: 'set', path, value }),
    touch: () => dispatch({ type: 'touch', path }),
  };
}
