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

import { useCallback, useEffect, useReducer, useState } from 'react';
import { freshKey } from '../data/idempotency';
import type { Form } from './form';
import { draftReducer, type DraftState } from './state';
import { discardDraft, loadDraft, saveDraft } from './storage';

function freshState(form: Form): DraftState {
  return {
    id: freshKey(),
    revision: 0,
    form,
    step: 'target',
    touched: [],
    tried: [],
    before: null,
    focus: { path: null, times: 0 },
  };
}

/** A draft that survives a reload: one a person and subject. */
export function useDraft(viewer: string, subject: string, initial: Form) {
  const [state, dispatch] = useReducer(draftReducer, undefined, () => ({
    ...freshState(initial),
    ...loadDraft(viewer, subject),
  }));
  const [kept, setKept] = useState(true);
  useEffect(() => {
    if (state.revision > 0) setKept(saveDraft(viewer, subject, state));
  }, [viewer, subject, state]);
  const startOver = useCallback(() => {
    discardDraft(viewer, subject);
    dispatch({ type: 'start-over', state: freshState(initial) });
  }, [viewer, subject, initial]);
  const forget = useCallback(
    () => discardDraft(viewer, subject),
    [viewer, subject],
  );
  return { state, dispatch, kept, startOver, forget };
}
