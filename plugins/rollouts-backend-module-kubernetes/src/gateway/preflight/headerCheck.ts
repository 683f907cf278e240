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

import type { PreflightResult } from '@stagecraft/backstage-plugin-rollouts-common';
import { fail, pass, warn } from '../../preflight/result';
import { headerClash } from '../../split/preflight/ruleChecks';
import {
  ruleLabel,
  type AudienceHeaders,
  type PairedRule,
  type Route,
} from '../../split/rule';
import { lackOfRoom, rulesOvertaken } from '../twinRoom';

const CHECK = 'audience-rules';

/** Whether the audiences' rules fit in, and hurt no other rule. */
export function headerCheck(
  route: Route,
  rules: readonly PairedRule[],
  headers: AudienceHeaders,
): PreflightResult {
  const marks = Object.values(headers).map(({ name }) => name);
  const lack = lackOfRoom(route, rules, marks.length);
  if (lack) {
    return fail(
      CHECK,
      `${lack}.`,
      'Split the route, or drop the stages of its audiences.',
    );
  }
  const clash = headerClash(route.layout, rules, headers);
  if (clash) return fail(CHECK, clash, 'Choose another header.');
  const overtaken = rulesOvertaken(route, rules);
  if (overtaken.length > 0) {
    return warn(
      CHECK,
      overtaken
        .map(
          entry =>
            `Requests of an audience that match both will go by ${ruleLabel(
              entry.governed,
            )} instead of ${ruleLabel(entry.overtaken)}.`,
        )
        .join(' '),
      'Give the rule that would lose one header match more, or accept it.',
    );
  }
  return pass(
    CHECK,
    `There is room for ${
      rules.length * marks.length
    } more, matched by ${marks.join(' and ')}.`,
  );
}
