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
import {
  DriverError,
  type ExposeOptions,
} from '@stagecraft/backstage-plugin-rollouts-node';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { Cluster } from '../cluster/Cluster';
import {
  dryRunCheck,
  largestExposure,
  preflightStamp,
} from '../preflight/dryRun';
import { existing } from '../preflight/existing';
import { fail, pass, warn } from '../preflight/result';
import { firstStampOperations, guardOperations } from '../write/fence';
import type { GuardedObject } from '../write/GuardedObject';
import { startTrouble } from './baseline';
import { exposurePatch } from './exposurePatch';
import {
  FEATURE_FLAGS,
  flagIn,
  keyOf,
  type FeatureFlag,
  type Flag,
} from './featureFlag';

function startCheck(
  object: FeatureFlag,
  flag: Flag | undefined,
  target: TargetRef,
): PreflightResult {
  const key = keyOf(target);
  const where = `Flag ${key} of ${target.name}`;
  if (!flag) {
    return fail(
      'flag',
      `${target.name} has no flag ${key}.`,
      'Add the flag, or name another as the part of the target.',
    );
  }
  const trouble = startTrouble(flag, object, target);
  if (trouble === null) {
    return pass(
      'flag',
      `${where} is enabled, gives ${target.backends.baseline}, and has room for an exposure.`,
    );
  }
  const [evidence = '', ...remedy] = trouble.split(/(?<=\.) /);
  return fail('flag', `${where}: ${evidence}`, remedy.join(' '));
}

function differenceCheck(
  { variants }: Flag,
  { backends }: TargetRef,
): PreflightResult {
  const { baseline, new: next } = backends;
  return isDeepStrictEqual(variants[baseline], variants[next])
    ? fail(
        'variants',
        `${baseline} and ${next} have the same value, so that exposing changes nothing.`,
        `Give ${next} the value that switches the new behaviour on.`,
      )
    : pass('variants', `${baseline} and ${next} have different values.`);
}

function headerCheck({ header }: ExposeOptions): PreflightResult[] {
  if (!header) return [];
  if (/[.]|^\$/.test(header.name)) {
    return [
      fail(
        'header',
        `Flags can't look at an attribute called ${header.name}: a dot there means a member.`,
        'Choose a header without a dot in its name.',
      ),
    ];
  }
  return [
    warn(
      'header',
      `Flags see no headers: internal is who is evaluated with the attribute ${header.name} being ${header.value}.`,
      `Let the service set that attribute in its evaluation context, from the header of the same name.`,
    ),
  ];
}

function endCheck({ end }: ExposeOptions): PreflightResult[] {
  return end
    ? [
        pass(
          'end',
          `The exposure lapses by itself a minute before ${end.toISOString()}, even when nobody can reach the cluster.`,
        ),
      ]
    : [];
}

const namedSchema = z.looseObject({
  metadata: z.looseObject({ name: z.string() }),
  spec: z
    .looseObject({
      flagSpec: z
        .looseObject({ flags: z.record(z.string(), z.unknown()) })
        .optional(),
    })
    .optional(),
});

async function listed(
  cluster: Cluster,
  { namespace }: TargetRef,
  signal: AbortSignal,
): Promise<unknown[] | DriverError> {
  const call = { signal, lane: 'forward' } as const;
  try {
    return await cluster.list(FEATURE_FLAGS, namespace, undefined, call);
  } catch (error) {
    if (!(error instanceof DriverError) || error.code === 'unreachable') {
      throw error;
    }
    return error;
  }
}

/** Evaluators that read both objects let the later one win. */
async function shadowCheck(
  cluster: Cluster,
  target: TargetRef,
  signal: AbortSignal,
): Promise<PreflightResult> {
  const key = keyOf(target);
  const all = await listed(cluster, target, signal);
  if (all instanceof DriverError) {
    return warn(
      'shadowed',
      all.message,
      `Let Stagecraft list flags, or see yourself that no other object has a flag ${key}.`,
    );
  }
  const others = z
    .array(namedSchema)
    .parse(all)
    .filter(
      ({ metadata, spec }) =>
        metadata.name !== target.name &&
        Object.hasOwn(spec?.flagSpec?.flags ?? {}, key),
    )
    .map(({ metadata }) => metadata.name);
  return others.length > 0
    ? warn(
        'shadowed',
        `${others.join(', ')} in the same namespace has a flag ${key} too.`,
        'See that no workload reads both, or rename one: the one read last wins.',
      )
    : pass('shadowed', `No other object of the namespace has a flag ${key}.`);
}

/**
 * Whether a flag can be exposed and restored safely. Who reads it is not to be
 * seen from here.
 *
 * @throws DriverError when the cluster can't be asked at all.
 */
export async function preflightFlag(
  cluster: Cluster,
  object: GuardedObject<FeatureFlag>,
  target: TargetRef,
  options: ExposeOptions,
  signal: AbortSignal,
): Promise<PreflightResult[]> {
  const { live, missing } = await existing(
    'object',
    `FeatureFlag ${target.name} exists`,
    target,
    object.read(signal),
  );
  if (missing) return [missing];
  const flag = flagIn(live, keyOf(target));
  const start = startCheck(live, flag, target);
  const results = [
    pass('object', `FeatureFlag ${target.name} exists.`),
    start,
    ...headerCheck(options),
    ...endCheck(options),
    await shadowCheck(cluster, target, signal),
  ];
  if (!flag || start.outcome === 'fail') return results;
  return [
    ...results,
    differenceCheck(flag, target),
    await dryRunCheck(() =>
      object.dryRun(
        [
          ...guardOperations(live.metadata),
          ...exposurePatch(live, target, largestExposure(options), options),
          ...firstStampOperations(live.metadata, preflightStamp(target)),
        ],
        signal,
      ),
    ),
  ];
}
