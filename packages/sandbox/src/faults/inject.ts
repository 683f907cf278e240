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

import { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Faults, FaultTarget } from './faults';

export interface InjectedFailure {
  status: number;
  retryAfterSeconds?: number;
}

/**
 * Carries a request out under the faults in force: `act` may run late, never,
 * or with its answer lost. A client that gave up does not undo a late request.
 *
 * @param fail - Answers an injected failure in the interface's own words.
 */
export async function underFaults(
  faults: Faults,
  target: FaultTarget,
  response: ServerResponse,
  fail: (failure: InjectedFailure) => void,
  act: () => void | Promise<void>,
): Promise<void> {
  const effects = faults.take(target);
  for (const effect of effects) {
    if (effect.type === 'delay') {
      await sleep(effect.milliseconds, undefined, { ref: false });
    }
  }
  const effect = effects.find(({ type }) => type !== 'delay');
  if (!effect || effect.type === 'delay') {
    await act();
  } else if (effect.type === 'fail') {
    fail(effect);
  } else if (effect.type === 'hang') {
    const stopListening = faults.onHealed(() => {
      if (faults.isSilent(target)) return;
      stopListening();
      response.destroy();
    });
    response.once('close', stopListening);
  } else {
    // Cutting the line first keeps the answer from leaving.
    response.destroy();
    if (effect.when === 'after') await act();
  }
}
