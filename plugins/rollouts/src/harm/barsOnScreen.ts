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

import { useEffect, useSyncExternalStore } from 'react';

let bars = 0;
const listeners = new Set<() => void>();

function change(by: 1 | -1) {
  bars += by;
  listeners.forEach(listener => listener());
}

/** Says that a bar of harm is on the screen, while its component is. */
export function useStandsHere(stands: boolean): void {
  useEffect(() => {
    if (!stands) return undefined;
    change(1);
    return () => change(-1);
  }, [stands]);
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Whether a bar of harm is on the screen, in whatever part of the portal. */
export function useBarOnScreen(): boolean {
  return useSyncExternalStore(subscribe, () => bars > 0);
}
