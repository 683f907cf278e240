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

import { stringify } from 'yaml';
import type { Route } from './rule';

/**
 * The part of a route that rollouts move, as YAML: each rule's name, matches
 * and weights. Everything else stays as it is and is left out.
 */
export function shortForm({ layout, rules }: Route): string {
  return stringify({
    [layout.rulesIn]: rules.map(({ name, matches, destinations, raw }) => ({
      ...(name !== undefined && { name }),
      ...(matches !== undefined && { [layout.matchesIn]: matches }),
      ...layout.shown(raw),
      [layout.destinationsIn]: destinations.map(each => ({
        name: each.name,
        weight: each.weight,
      })),
    })),
  });
}
