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
import { DriverError } from '@stagecraft/backstage-plugin-rollouts-node';
import { fail, pass, warn } from '../../preflight/result';
import {
  foreignRules,
  namesTwice,
  placesOf,
  ruleLabel,
  TWIN_AUDIENCES,
  type AudienceHeaders,
  type Layout,
  type PairedRule,
  type Route,
  type Rule,
  type Side,
} from '../rule';
import { twinOf } from '../twins';
import { pairWeights, shareOf, smallestStep } from '../weights';

const SIDES: Side[] = ['baseline', 'new'];

export const labels = (rules: readonly Rule[]) =>
  rules.map(ruleLabel).join(', ');

/** Which rules can be moved, and which stay with one backend. */
export function pairCheck(
  route: Route,
  rules: readonly PairedRule[],
): PreflightResult {
  const { names, metadata, layout } = route;
  const foreign = foreignRules(route);
  const missing = SIDES.filter(
    side => !foreign.some(rule => placesOf(rule, side).length > 0),
  ).map(side => names[side]);
  if (missing.length > 0) {
    return fail(
      'pair',
      `No rule of ${metadata.name} names the backend ${missing.join(' or ')}.`,
      `Add ${missing.join(' and ')} to ${layout.destinationsIn}, ${
        names.new
      } with weight 0, or name the backends that the route has.`,
    );
  }
  if (rules.length === 0) {
    return fail(
      'pair',
      `No rule of ${metadata.name} names both ${names.baseline} and ${names.new}.`,
      `Put both into the ${layout.destinationsIn} of every rule that shall be governed, ${names.new} with weight 0.`,
    );
  }
  const twice = rules.find(namesTwice);
  if (twice) {
    return fail(
      'pair',
      `${ruleLabel(twice)} names a backend of the pair more than once.`,
      'Leave one reference to each of the two backends.',
    );
  }
  const places = new Set(rules.map(({ place }) => place));
  const left = foreign.filter(
    rule =>
      rule.place !== null &&
      !places.has(rule.place) &&
      placesOf(rule, 'baseline').length > 0,
  );
  return left.length
    ? warn(
        'pair',
        `${labels(left)} sends traffic to ${
          names.baseline
        } only and will stay so; ${rules.length} of ${
          foreign.length
        } rules are governed.`,
        `Add ${names.new} with weight 0 there too if those requests shall reach the new version.`,
      )
    : pass(
        'pair',
        `${rules.length} of ${foreign.length} rules carry both backends.`,
      );
}

/** Whether anybody gets the new version before the rollout starts. */
export function exposedCheck({ rules, names }: Route): PreflightResult {
  const exposed = rules
    .map(rule => ({ rule, share: shareOf(rule) }))
    .filter(({ share }) => share > 0);
  if (exposed.length > 0) {
    return fail(
      'not-exposed',
      `The new version already gets ${exposed
        .map(({ rule, share }) => `${share / 100} % of ${ruleLabel(rule)}`)
        .join(', ')}.`,
      `Set ${names.new} to weight 0, and remove rules that send to it alone; the internal audience gets a rule of its own.`,
    );
  }
  return pass('not-exposed', 'The new version gets no traffic.');
}

/** Whether the pair has weight, and how finely it can be shared. */
export function weightsCheck(
  { names, layout }: Route,
  rules: readonly PairedRule[],
): PreflightResult {
  const empty = rules.filter(rule => pairWeights(rule).baseline === 0);
  if (empty.length > 0) {
    return fail(
      'weights',
      `${names.baseline} has weight 0 in ${labels(empty)}.`,
      'Give it the weight that the new version shall share.',
    );
  }
  const coarse = rules.filter(rule => smallestStep(rule, layout) > 1);
  return coarse.length
    ? warn(
        'weights',
        `Beside other backends ${coarse
          .map(
            rule =>
              `${ruleLabel(rule)} moves in steps of ${
                smallestStep(rule, layout) / 100
              } %`,
          )
          .join(', ')}; a stage between two steps can't be shown.`,
        "Multiply all weights of the rule until the pair's are a multiple of 10000.",
      )
    : pass('weights', 'Every share can be shown, in steps of 0.01 %.');
}

/** Whether copies of requests reach the new version beside its share. */
export function mirrorsCheck(
  mirroring: readonly Rule[],
  { names }: Route,
): PreflightResult {
  return mirroring.length
    ? warn(
        'mirrors',
        `${labels(mirroring)} mirrors requests to ${names.new}.`,
        'Remove the mirror for the time of the rollout: a rollback does not end it, and its requests count in the metrics.',
      )
    : pass('mirrors', 'No rule mirrors requests to the new version.');
}

/** Why rules for the audiences can't be made of their headers; else null. */
export function headerClash(
  layout: Layout,
  rules: readonly PairedRule[],
  headers: AudienceHeaders,
): string | null {
  try {
    // Share 0 can be shown by any pair that has weight.
    for (const audience of TWIN_AUDIENCES) {
      const header = headers[audience];
      if (header) {
        rules.forEach(rule => twinOf(layout, rule, audience, header, 0));
      }
    }
    return null;
  } catch (error) {
    if (error instanceof DriverError) return error.message;
    throw error;
  }
}
