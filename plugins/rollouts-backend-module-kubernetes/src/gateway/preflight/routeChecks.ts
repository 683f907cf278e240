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
import { acceptanceTroubles } from '../acceptance';
import {
  foreignRules,
  internalRules,
  refersTo,
  refIndices,
  ruleLabel,
  type Backends,
  type GovernedRule,
  type HttpRoute,
  type RuleAt,
} from '../route';
import { pairWeights, shareOf, smallestStep } from '../weights';
import { fail, pass, warn } from '../../preflight/result';

const labels = (rules: RuleAt[]) => rules.map(ruleLabel).join(', ');

/** Which rules can be moved, and which stay with one backend. */
export function pairCheck(
  route: HttpRoute,
  governed: readonly GovernedRule[],
  backends: Backends,
): PreflightResult {
  const foreign = foreignRules(route);
  const has = (name: string) =>
    foreign.some(({ rule }) => refIndices(route, rule, name).length > 0);
  const missing = [backends.baseline, backends.new].filter(name => !has(name));
  if (missing.length > 0) {
    return fail(
      'pair',
      `No rule of ${route.metadata.name} names the backend ${missing.join(
        ' or ',
      )}.`,
      `Add ${missing.join(' and ')} to backendRefs, ${
        backends.new
      } with weight 0, or name the backends that the route has.`,
    );
  }
  if (governed.length === 0) {
    return fail(
      'pair',
      `No rule of ${route.metadata.name} names both ${backends.baseline} and ${backends.new}.`,
      `Put both into the backendRefs of every rule that shall be governed, ${backends.new} with weight 0.`,
    );
  }
  const twice = governed.find(({ rule }) =>
    [backends.baseline, backends.new].some(
      name => refIndices(route, rule, name).length > 1,
    ),
  );
  if (twice) {
    return fail(
      'pair',
      `${ruleLabel(twice)} names a backend of the pair more than once.`,
      'Leave one reference to each of the two backends.',
    );
  }
  const places = new Set(governed.map(({ index }) => index));
  const left = foreign.filter(
    ({ index, rule }) =>
      !places.has(index) && refIndices(route, rule, backends.baseline).length,
  );
  return left.length
    ? warn(
        'pair',
        `${labels(left)} sends traffic to ${
          backends.baseline
        } only and will stay so; ${governed.length} of ${
          foreign.length
        } rules are governed.`,
        `Add ${backends.new} with weight 0 there too if those requests shall reach the new version.`,
      )
    : pass(
        'pair',
        `${governed.length} of ${foreign.length} rules carry both backends.`,
      );
}

/** Whether anybody gets the new version before the rollout starts. */
export function exposedCheck(
  route: HttpRoute,
  backends: Backends,
): PreflightResult {
  const exposed = [...foreignRules(route), ...internalRules(route)]
    .map(at => ({ at, share: shareOf(route, at.rule, backends) }))
    .filter(({ share }) => share > 0);
  if (exposed.length > 0) {
    return fail(
      'not-exposed',
      `The new version already gets ${exposed
        .map(({ at, share }) => `${share / 100} % of ${ruleLabel(at)}`)
        .join(', ')}.`,
      `Set ${backends.new} to weight 0, and remove rules that send to it alone; the internal audience gets a rule of its own.`,
    );
  }
  return pass('not-exposed', 'The new version gets no traffic.');
}

/** Whether the pair has weight, and how finely it can be shared. */
export function weightsCheck(
  governed: readonly GovernedRule[],
  backends: Backends,
): PreflightResult {
  const empty = governed.filter(at => pairWeights(at).baseline === 0);
  if (empty.length > 0) {
    return fail(
      'weights',
      `${backends.baseline} has weight 0 in ${labels(empty)}.`,
      'Give it the weight that the new version shall share.',
    );
  }
  const coarse = governed.filter(at => smallestStep(at) > 1);
  return coarse.length
    ? warn(
        'weights',
        `Beside other backends ${coarse
          .map(
            at =>
              `${ruleLabel(at)} moves in steps of ${smallestStep(at) / 100} %`,
          )
          .join(', ')}; a stage between two steps can't be shown.`,
        "Multiply all weights of the rule until the pair's are a multiple of 10000.",
      )
    : pass('weights', 'Every share can be shown, in steps of 0.01 %.');
}

export function parentsCheck(route: HttpRoute): PreflightResult {
  const troubles = acceptanceTroubles(route);
  return troubles.length
    ? fail(
        'parents',
        `${troubles.join('. ')}.`,
        'Wait until the Gateway has taken the route, or mend what its condition names.',
      )
    : pass('parents', 'Every parent has accepted the route as it is now.');
}

/** Whether sessions stick to the new version after its weight is 0. */
export function sessionsCheck(
  governed: readonly GovernedRule[],
): PreflightResult {
  const sticky = governed.filter(
    ({ rule }) => rule.sessionPersistence !== undefined,
  );
  return sticky.length
    ? warn(
        'sessions',
        `${labels(sticky)} keeps sessions on the backend they began with.`,
        'Remove sessionPersistence for the time of the rollout: a rollback does not move sessions that are open.',
      )
    : pass('sessions', 'No rule keeps sessions on a backend.');
}

function mirrorsTo(route: HttpRoute, at: RuleAt, name: string): boolean {
  return (at.rule.filters ?? []).some(filter => {
    const mirror = filter.requestMirror;
    if (typeof mirror !== 'object' || mirror === null) return false;
    const ref = 'backendRef' in mirror ? mirror.backendRef : undefined;
    return (
      typeof ref === 'object' &&
      ref !== null &&
      'name' in ref &&
      refersTo(
        { ...ref, name: String(ref.name) },
        name,
        route.metadata.namespace,
      )
    );
  });
}

/** Whether copies of requests reach the new version beside its share. */
export function mirrorsCheck(
  route: HttpRoute,
  backends: Backends,
): PreflightResult {
  const mirroring = foreignRules(route).filter(at =>
    mirrorsTo(route, at, backends.new),
  );
  return mirroring.length
    ? warn(
        'mirrors',
        `${labels(mirroring)} mirrors requests to ${backends.new}.`,
        'Remove the mirror for the time of the rollout: a rollback does not end it, and its requests count in the metrics.',
      )
    : pass('mirrors', 'No rule mirrors requests to the new version.');
}
