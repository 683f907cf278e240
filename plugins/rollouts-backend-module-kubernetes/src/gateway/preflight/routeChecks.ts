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

import type {
  PreflightResult,
  TargetRef,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { fail, pass, warn } from '../../preflight/result';
import { labels } from '../../split/preflight/ruleChecks';
import {
  foreignRules,
  pairedRules,
  type PairedRule,
  type Route,
  type Rule,
} from '../../split/rule';
import { acceptanceTroubles } from '../acceptance';
import { refersTo, ruleSchema, type HttpRoute } from '../route';

export function parentsCheck(live: HttpRoute): PreflightResult {
  const troubles = acceptanceTroubles(live);
  return troubles.length
    ? fail(
        'parents',
        `${troubles.join('. ')}.`,
        'Wait until the Gateway has taken the route, or mend what its condition names.',
      )
    : pass('parents', 'Every parent has accepted the route as it is now.');
}

/** Whether sessions stick to the new version after its weight is 0. */
export function sessionsCheck(rules: readonly PairedRule[]): PreflightResult {
  const sticky = rules.filter(
    ({ raw }) => raw.sessionPersistence !== undefined,
  );
  return sticky.length
    ? warn(
        'sessions',
        `${labels(sticky)} keeps sessions on the backend they began with.`,
        'Remove sessionPersistence for the time of the rollout: a rollback does not move sessions that are open.',
      )
    : pass('sessions', 'No rule keeps sessions on a backend.');
}

/** Whether requests that hang on the new version are cut off. */
export function timeoutsCheck(rules: readonly PairedRule[]): PreflightResult {
  const endless = rules.filter(({ raw }) => raw.timeouts === undefined);
  return endless.length
    ? warn(
        'timeouts',
        `${labels(
          endless,
        )} has no timeout, and Stagecraft sets one only in the rules it adds: here it would hold for the baseline too.`,
        'Set timeouts.request there, so that a new version that hangs holds no requests for ever.',
      )
    : pass('timeouts', 'Every governed rule has a timeout.');
}

function mirrorsTo(rule: Rule, name: string, namespace: string): boolean {
  return (ruleSchema.parse(rule.raw).filters ?? []).some(filter => {
    const mirror = filter.requestMirror;
    if (typeof mirror !== 'object' || mirror === null) return false;
    const ref = 'backendRef' in mirror ? mirror.backendRef : undefined;
    return (
      typeof ref === 'object' &&
      ref !== null &&
      'name' in ref &&
      refersTo({ ...ref, name: String(ref.name) }, name, namespace)
    );
  });
}

/** The rules that send copies of requests to the new version. */
export function mirroringRules(route: Route, target: TargetRef): Rule[] {
  const { backends, namespace } = target;
  return foreignRules(route).filter(rule =>
    mirrorsTo(rule, backends.new, namespace),
  );
}

export function routeChecks(live: HttpRoute, route: Route): PreflightResult[] {
  const rules = pairedRules(route);
  return [parentsCheck(live), sessionsCheck(rules), timeoutsCheck(rules)];
}
