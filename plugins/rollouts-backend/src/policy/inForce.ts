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

import { hashOf } from '../chain/hash';
import type { Level } from './demands';
import type { Declared } from './riskTier';

/** What was demanded of a plan at one time, for holding it to that later. */
export interface InForce {
  /** SHA-256 of the levels' canonical JSON. */
  hash: string;
  levels: Level[];
  /** What the service said of its risk. */
  declared: Declared;
}

export function inForce(levels: Level[], declared: Declared): InForce {
  return { hash: hashOf('stagecraft.policy.v1', levels), levels, declared };
}
