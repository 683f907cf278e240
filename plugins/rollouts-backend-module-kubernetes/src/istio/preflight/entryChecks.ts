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
import { headerClash, labels } from '../../split/preflight/ruleChecks';
import {
  foreignRules,
  pairedRules,
  type AudienceHeaders,
  type PairedRule,
  type Route,
  type Rule,
} from '../../split/rule';
import { sideOf } from '../layout';
import { entrySchema, type VirtualService } from '../virtualService';

function hostCheck({ part }: TargetRef): PreflightResult {
  return part
    ? pass('host', `The subsets are those of host ${part}.`)
    : fail(
        'host',
        'The target does not say of which host its backends are subsets.',
        'Name the destination host of the VirtualService as the part of the target.',
      );
}

/** Whether connections reach the new version beside the HTTP routes. */
function streamsCheck(
  { spec }: VirtualService,
  target: TargetRef,
): PreflightResult {
  const streams = [...(spec.tcp ?? []), ...(spec.tls ?? [])];
  const exposed = streams.some(({ route }) =>
    route?.some(({ destination }) => sideOf(destination, target) === 'new'),
  );
  return exposed
    ? warn(
        'streams',
        `A tcp or tls route sends connections to subset ${target.backends.new}.`,
        'Take it out for the time of the rollout: Stagecraft moves HTTP routes only.',
      )
    : pass('streams', 'No tcp or tls route leads to the new version.');
}

/** Whether requests that hang on the new version are cut off. */
export function timeoutsCheck(rules: readonly PairedRule[]): PreflightResult {
  const endless = rules.filter(({ raw }) => raw.timeout === undefined);
  return endless.length
    ? warn(
        'timeouts',
        `${labels(
          endless,
        )} has no timeout, and Stagecraft sets one only in the entries it adds: here it would hold for the baseline too.`,
        'Set timeout there, so that a new version that hangs holds no requests for ever.',
      )
    : pass('timeouts', 'Every governed entry has a timeout.');
}

export function entryChecks(
  live: VirtualService,
  route: Route,
  target: TargetRef,
): PreflightResult[] {
  return [
    hostCheck(target),
    streamsCheck(live, target),
    timeoutsCheck(pairedRules(route)),
  ];
}

/** The entries that send copies of requests to the new version. */
export function mirroringEntries(route: Route, target: TargetRef): Rule[] {
  return foreignRules(route).filter(({ raw }) => {
    const { mirror, mirrors = [] } = entrySchema.parse(raw);
    return [mirror ?? [], mirrors.map(({ destination }) => destination)]
      .flat()
      .some(destination => sideOf(destination, target) === 'new');
  });
}

/** An entry before its original overtakes no other. */
export function headerCheck(
  { layout }: Route,
  rules: readonly PairedRule[],
  headers: AudienceHeaders,
): PreflightResult {
  const clash = headerClash(layout, rules, headers);
  const marks = Object.values(headers).map(({ name }) => name);
  return clash
    ? fail('audience-rules', clash, 'Choose another header.')
    : pass(
        'audience-rules',
        `${
          rules.length * marks.length
        } more can be put in, matched by ${marks.join(' and ')}.`,
      );
}
