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

import type { Form, LadderForm } from './form';
import { keyOfPath, withValue, type Path } from './path';
import type { Step } from './steps';
import * as edits from './edits';
import type { Template } from './template';

export interface DraftState {
  /** Names the draft; with the revision, the key of what is sent. */
  id: string;
  /** Rises with every edit. */
  revision: number;
  form: Form;
  step: Step;
  /** Keys of the fields that somebody has left. */
  touched: readonly string[];
  /** Steps that somebody tried to leave; all their problems show. */
  tried: readonly Step[];
  /** The form before a playbook, or a file, took its place. */
  before: Form | null;
  /** Where the focus goes next: a field, or the first problem. */
  focus: { path: Path | null; times: number };
}

/** What changes stages, guardrails and single fields, whatever they are of. */
export type LadderAction =
  | { type: 'set'; path: Path; value: unknown }
  | { type: 'add-stage' }
  | { type: 'remove-stage'; index: number }
  | { type: 'move-stage'; index: number; by: -1 | 1 }
  | { type: 'add-guardrail'; metric: string }
  | { type: 'remove-guardrail'; index: number }
  | { type: 'rename-guardrail'; index: number; name: string }
  | { type: 'touch'; path: Path };

export type DraftAction =
  | LadderAction
  | { type: 'use-template'; template: Template }
  | { type: 'use-form'; form: Form }
  | { type: 'take-back-template' }
  | { type: 'try'; steps: readonly Step[] }
  | { type: 'go'; step: Step }
  | { type: 'focus'; step: Step; path: Path | null }
  | { type: 'start-over'; state: DraftState };

/** The key of what is sent: repeats of the same content are one. */
export function requestKey(state: Pick<DraftState, 'id' | 'revision'>): string {
  return `${state.id}-${state.revision}`;
}

export function ladderAfter<F extends LadderForm>(
  form: F,
  action: LadderAction,
): F {
  switch (action.type) {
    case 'set':
      return withValue(form, action.path, action.value);
    case 'add-stage':
      return edits.withStageAdded(form);
    case 'remove-stage':
      return edits.withStageRemoved(form, action.index);
    case 'move-stage':
      return edits.withStageMoved(form, action.index, action.by);
    case 'add-guardrail':
      return edits.withGuardrailAdded(form, action.metric);
    case 'remove-guardrail':
      return edits.withGuardrailRemoved(form, action.index);
    case 'rename-guardrail':
      return edits.withGuardrailRenamed(form, action.index, action.name);
    default:
      return form;
  }
}

function formAfter(form: Form, action: DraftAction): Form {
  switch (action.type) {
    case 'use-template':
      return edits.withTemplate(form, action.template);
    case 'use-form':
      return action.form;
    case 'take-back-template':
    case 'try':
    case 'go':
    case 'focus':
    case 'start-over':
      return form;
    default:
      return ladderAfter(form, action);
  }
}

/** Keys of the fields that somebody has left. */
export function touchedAfter(
  touched: readonly string[],
  path: Path,
): readonly string[] {
  const key = keyOfPath(path);
  return touched.includes(key) ? touched : [...touched, key];
}

function placeAfter(state: DraftState, action: DraftAction): DraftState {
  switch (action.type) {
    case 'touch': {
      const touched = touchedAfter(state.touched, action.path);
      return touched === state.touched ? state : { ...state, touched };
    }
    case 'try':
      return {
        ...state,
        tried: [...new Set([...state.tried, ...action.steps])],
      };
    case 'go':
      return { ...state, step: action.step };
    case 'focus':
      return {
        ...state,
        step: action.step,
        focus: { path: action.path, times: state.focus.times + 1 },
      };
    case 'use-template':
      return {
        ...state,
        before: action.template.keepsBefore ? state.form : null,
      };
    case 'use-form':
      return { ...state, before: state.form };
    case 'take-back-template':
      return state.before
        ? {
            ...state,
            form: state.before,
            before: null,
            revision: state.revision + 1,
          }
        : state;
    case 'start-over':
      return action.state;
    default:
      return state;
  }
}

/** The next state of a draft. Pure. */
export function draftReducer(
  state: DraftState,
  action: DraftAction,
): DraftState {
  const placed = placeAfter(state, action);
  const form = formAfter(placed.form, action);
  return form === placed.form
    ? placed
    : { ...placed, form, revision: placed.revision + 1 };
}
