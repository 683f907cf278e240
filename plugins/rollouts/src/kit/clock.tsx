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
  useRef,
  useSyncExternalStore,
  type ReactNode,
} from 'react';

/** Milliseconds the server's clock is ahead of this machine's. */
const OffsetContext = createContext(0);

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function onTick(listener: () => void) {
  listeners.add(listener);
  timer ??= setInterval(() => listeners.forEach(call => call()), 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** Differences below this are the network's, and would make times jump. */
const JITTER = 1500;

/** Times below go by the server's clock, as one answer told it. */
export function Clock(props: {
  /** The server's `now`. */
  now: string;
  /** When the answer arrived, in milliseconds of this machine's clock. */
  receivedAt: number;
  children: ReactNode;
}) {
  const told = Date.parse(props.now) - props.receivedAt;
  const offset = useRef(told);
  if (Math.abs(told - offset.current) > JITTER) offset.current = told;
  return (
    <OffsetContext.Provider value={offset.current}>
      {props.children}
    </OffsetContext.Provider>
  );
}

/**
 * What `tell` makes of the server's time now, in milliseconds. Draws again
 * only when that changes, so that a thousand times on a page cost little.
 */
export function useTold<T extends string | number | boolean>(
  tell: (now: number) => T,
): T {
  const offset = useContext(OffsetContext);
  return useSyncExternalStore(onTick, () => tell(Date.now() + offset));
}
