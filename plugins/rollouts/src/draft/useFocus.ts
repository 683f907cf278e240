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

import { useEffect, useRef, type RefObject } from 'react';
import { keyOfPath, type Path } from './path';
import type { DraftState } from './state';

const FOCUSABLE = 'input, select, textarea, button';

/** Moves the focus to a field, or to what is nearest to it. */
export function focusField(root: HTMLElement, path: Path): void {
  const target = fieldAt(root, path)?.querySelector<HTMLElement>(FOCUSABLE);
  target?.focus();
  target?.scrollIntoView?.({ block: 'center' });
}

function fieldAt(root: HTMLElement, path: Path): HTMLElement | null {
  for (let length = path.length; length > 0; length -= 1) {
    const key = keyOfPath(path.slice(0, length));
    const found =
      root.querySelector<HTMLElement>(`[data-field="${key}"]`) ??
      root.querySelector<HTMLElement>(`[data-field^="${key}."]`);
    if (found) return found;
  }
  return null;
}

/**
 * Moves the focus: to the step's heading when the step changes, to a field or
 * to the first one with a problem when that is asked for.
 */
export function useFocus(
  state: Pick<DraftState, 'step' | 'focus'>,
  body: RefObject<HTMLElement>,
) {
  const { step, focus } = state;
  const seen = useRef({ step, times: focus.times });
  useEffect(() => {
    const root = body.current;
    const before = seen.current;
    seen.current = { step, times: focus.times };
    if (!root) return;
    if (focus.times !== before.times) {
      const field = focus.path
        ? fieldAt(root, focus.path)
        : root.querySelector<HTMLElement>('[data-problem]');
      const target =
        field?.querySelector<HTMLElement>(FOCUSABLE) ??
        root.querySelector<HTMLElement>('[data-problem-summary]');
      target?.focus();
      target?.scrollIntoView?.({ block: 'center' });
    } else if (step !== before.step) {
      root.querySelector<HTMLElement>('[data-step-heading]')?.focus();
    }
  }, [step, focus, body]);
}
