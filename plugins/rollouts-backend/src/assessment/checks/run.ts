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

import type { JudgedLook } from './look';

/** The looks that decide a verdict, summed up. */
export interface Run {
  /** Looks in a row that failed, up to the newest usable one. */
  failed: number;
  /** The end of the first failed window of them. */
  firstFailedAt: Date | null;
  /** Whether a look that passed came before them. */
  afterPass: boolean;
  newestUsable: JudgedLook | undefined;
  /** Of the last usable looks, at most `confirmations`: how many, how many passed. */
  recent: { looks: number; passed: number };
}

/**
 * How many intervals back looks still count. A look without data neither ends
 * nor lengthens a run, so that scarce traffic can't hide a breach; but what is
 * older than this is history.
 */
export function lookback(confirmations: number): number {
  return 2 * confirmations + 3;
}

/** @param looks - newest first */
export function runOf(
  looks: readonly JudgedLook[],
  confirmations: number,
): Run {
  const usable = looks.filter(look => look.outcome !== 'unusable');
  const firstPass = usable.findIndex(look => look.outcome === 'passed');
  const failed = firstPass < 0 ? usable.length : firstPass;
  const recent = usable.slice(0, confirmations);
  return {
    failed,
    firstFailedAt: usable[failed - 1]?.at ?? null,
    afterPass: firstPass >= 0,
    newestUsable: usable[0],
    recent: {
      looks: recent.length,
      passed: recent.filter(look => look.outcome === 'passed').length,
    },
  };
}
