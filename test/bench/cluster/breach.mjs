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

import { FAILURES } from './condition.mjs';

/**
 * Lets a new version fail, and waits until nobody gets it any more.
 *
 * @param route - the followed object that routes requests
 * @returns ms from the failure, and from the end of the window that confirmed
 *   it, until the API server told that the route is back
 */
export async function breach({ route, shareOf, start, looks }) {
  const brokenAt = start();
  const backAt = await route.until(object => shareOf(object) === 0, brokenAt);
  const failed = looks(brokenAt).filter(({ bad }) => bad);
  const confirming = failed[FAILURES - 1];
  if (!confirming || confirming.at > backAt) {
    throw new Error(
      `The route went back after ${
        backAt - brokenAt
      } ms without ${FAILURES} failed looks.`,
    );
  }
  return {
    fromBreach: backAt - brokenAt,
    fromConfirmed: backAt - confirming.at,
  };
}
