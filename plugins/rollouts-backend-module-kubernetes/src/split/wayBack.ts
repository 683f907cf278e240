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

import type { TargetRef } from '@stagecraft/backstage-plugin-rollouts-common';
import type {
  CapsuleObject,
  Json,
  WayBackStep,
} from '@stagecraft/backstage-plugin-rollouts-node';
import { z } from 'zod';
import type { Resource } from '../cluster/resources';
import type { BaselineContent } from './baseline';
import { restorePatch } from './restorePatch';
import {
  pairedRules,
  readRoute,
  TWIN_AUDIENCES,
  twinName,
  type Layout,
  type PairedRule,
  type Raw,
  type Route,
  type TwinAudience,
} from './rule';

const VERIFY_SECONDS = 15;

/** The governed rules at their places; of the others only that they exist. */
function placed(
  { total, rules }: BaselineContent,
  as: (rule: Raw) => Raw,
): Raw[] {
  const raws: Raw[] = Array.from({ length: total }, () => ({}));
  for (const { index, rule } of rules) raws[index] = as(rule);
  return raws;
}

/** Every weight of the pair is written once it was exposed. */
function weighed(layout: Layout, rule: Raw, target: TargetRef): Raw {
  const destinations = layout
    .destinations(rule, target)
    .map(({ side, raw, weight }) => (side ? { ...raw, weight } : raw));
  return { ...rule, [layout.destinationsIn]: destinations };
}

/** The rules as they stand once the audiences have theirs. */
function withTwins(
  layout: Layout,
  route: Route,
  audiences: readonly TwinAudience[],
): Raw[] {
  const rules = route.rules.map(({ raw }) => raw);
  const paired = pairedRules(route);
  if (layout.twinsStand === 'last') {
    const twins = audiences.flatMap(audience =>
      paired.map(rule => ({ name: twinName(audience, rule) })),
    );
    return [...rules, ...twins];
  }
  return rules.flatMap((raw, index) => [
    ...paired
      .filter(({ place }) => place === index)
      .flatMap(rule =>
        audiences.map(audience => ({ name: twinName(audience, rule) })),
      ),
    raw,
  ]);
}

/**
 * Most twins first: a patch that knows fewer than there are is accepted too,
 * and would leave some.
 */
const AUDIENCES: readonly (readonly TwinAudience[])[] = [
  TWIN_AUDIENCES,
  ...TWIN_AUDIENCES.map(audience => [audience]),
  [],
];

/** What the restored route shows, by places that hold once no twin is left. */
function looks(
  layout: Layout,
  object: CapsuleObject,
  rules: readonly PairedRule[],
): WayBackStep[] {
  const look = (path: string, value: string): WayBackStep => ({
    do: 'await',
    object,
    path,
    value,
    seconds: VERIFY_SECONDS,
  });
  const { rulesIn, destinationsIn } = layout;
  return rules.flatMap(rule => [
    ...TWIN_AUDIENCES.map(audience =>
      look(
        `{.spec.${rulesIn}[?(@.name=="${twinName(audience, rule)}")].name}`,
        '',
      ),
    ),
    ...[rule.destinations[rule.pair.new]?.written ?? []]
      .flat()
      .map(weight =>
        look(
          `{.spec.${rulesIn}[${rule.index}].${destinationsIn}[${rule.pair.new}].weight}`,
          String(weight),
        ),
      ),
  ]);
}

/**
 * What takes the route back as long as nobody moved its rules: the weights,
 * with the audience's rules where they are, else without.
 */
export function wayBackOf(
  layout: Layout,
  { group, version, plural }: Resource,
  target: TargetRef,
  content: BaselineContent,
): WayBackStep[] {
  const { uid } = content;
  const read = (rules: Raw[]) =>
    readRoute(
      layout,
      {
        metadata: {
          name: target.name,
          uid,
          resourceVersion: '',
          generation: 0,
        },
        spec: { [layout.rulesIn]: rules },
      },
      target,
    );
  const body = (rules: Raw[]): Json =>
    z.json().parse(restorePatch(read(rules), target, content).operations);
  const exposed = read(placed(content, rule => weighed(layout, rule, target)));
  const captured = read(placed(content, rule => rule));
  const object: CapsuleObject = {
    apiVersion: `${group}/${version}`,
    kind: layout.title,
    plural,
    namespace: target.namespace,
    name: target.name,
    uid,
  };
  return [
    {
      do: 'patch',
      object,
      type: 'json',
      subresource: null,
      bodies: AUDIENCES.map(audiences =>
        body(withTwins(layout, exposed, audiences)),
      ),
    },
    ...looks(layout, object, pairedRules(captured)),
  ];
}
