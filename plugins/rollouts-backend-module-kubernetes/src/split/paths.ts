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

import { pointer, test, type Operation } from '../write/patch';
import type { Layout, PairedRule, Rule } from './rule';

type Segments = (string | number)[];

export function rulePath(
  layout: Layout,
  index: number | '-',
  ...rest: Segments
): string {
  return pointer('spec', layout.rulesIn, index, ...rest);
}

export function destinationPath(
  layout: Layout,
  rule: Rule,
  index: number | '-',
  ...rest: Segments
): string {
  return rulePath(layout, rule.index, layout.destinationsIn, index, ...rest);
}

/** Tests that a destination stands where it was read. */
export function destinationTests(
  layout: Layout,
  rule: Rule,
  index: number,
): Operation[] {
  const identity = rule.destinations[index]?.identity ?? [];
  return identity.map(({ path, value }) =>
    test(destinationPath(layout, rule, index, ...path), value),
  );
}

/** Tests that a rule and its pair stand where they were read. */
export function identityTests(layout: Layout, rule: PairedRule): Operation[] {
  return [
    ...(rule.name === undefined
      ? []
      : [test(rulePath(layout, rule.index, 'name'), rule.name)]),
    ...destinationTests(layout, rule, rule.pair.baseline),
    ...destinationTests(layout, rule, rule.pair.new),
  ];
}
