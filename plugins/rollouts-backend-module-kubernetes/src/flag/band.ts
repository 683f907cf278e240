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

import {
  DriverError,
  type ExposeOptions,
  type Json,
} from '@stagecraft/backstage-plugin-rollouts-node';
import type {
  Exposure,
  TargetRef,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';

const WHOLE = 10_000;
/** Clocks of evaluators may be that late. */
const SKEW_SECONDS = 60;

/** All that our part of a targeting says. */
export interface Band {
  /** What a person's bucket is drawn from, besides the targeting key. */
  salt: string;
  baseline: string;
  new: string;
  exposure: Exposure;
  header: { name: string; value: string } | null;
  /** Unix seconds from which on everybody gets the baseline; null for never. */
  end: number | null;
}

/** The plan's end as flags know it: in seconds, and early by the skew. */
export function lapseAt(end: Date): number {
  return Math.floor(end.getTime() / 1000) - SKEW_SECONDS;
}

/**
 * The salt of a flag: its own, so that the first to meet one change are not
 * the first to meet every change; the same for all its exposures, so that
 * nobody changes places while one grows.
 */
export function saltOf({ namespace, name, part = '' }: TargetRef): string {
  return `stagecraft:${namespace}/${name}/${part}:`;
}

export function bandOf(
  target: TargetRef,
  exposure: Exposure,
  { header, end }: ExposeOptions,
): Band {
  const internal = Math.max(exposure.internal, exposure.everyone);
  const rises = internal > exposure.everyone;
  if (rises && !header) {
    throw new DriverError(
      'invalid',
      'This exposes the internal audience, and nothing says who is internal. Give the internal stage a header; its name is the attribute that the flag looks at.',
    );
  }
  return {
    salt: saltOf(target),
    baseline: target.backends.baseline,
    new: target.backends.new,
    exposure: { internal, everyone: exposure.everyone },
    header: rises && header ? header : null,
    end: end ? lapseAt(end) : null,
  };
}

/**
 * Order and sum never change and the new variant's share begins at zero, so
 * that a larger share only adds people and a smaller one only drops the last.
 */
function fraction({ salt, ...band }: Band, share: number): Json {
  return {
    fractional: [
      { cat: [salt, { var: 'targetingKey' }] },
      [band.new, share],
      [band.baseline, WHOLE - share],
    ],
  };
}

/** A band as targeting. Whoever has no targeting key gets the baseline. */
export function bandRule(band: Band): Json {
  const { exposure, header, end } = band;
  const everyone = fraction(band, exposure.everyone);
  return {
    if: [
      {
        and: [
          { '!!': [{ var: 'targetingKey' }] },
          ...(end === null
            ? []
            : [{ '<': [{ var: '$flagd.timestamp' }, end] }]),
        ],
      },
      header === null
        ? everyone
        : {
            if: [
              { '==': [{ var: header.name }, header.value] },
              fraction(band, exposure.internal),
              everyone,
            ],
          },
      band.baseline,
    ],
  };
}

const fractionSchema = z.object({
  fractional: z.tuple([
    z.object({
      cat: z.tuple([z.string().startsWith('stagecraft:'), z.json()]),
    }),
    z.tuple([z.string(), z.int()]),
    z.tuple([z.string(), z.int()]),
  ]),
});
const headedSchema = z.object({
  if: z.tuple([
    z.object({
      '==': z.tuple([z.object({ var: z.string() }), z.string()]),
    }),
    fractionSchema,
    fractionSchema,
  ]),
});
const ruleSchema = z.object({
  if: z.tuple([
    z.object({
      and: z
        .tuple([z.json()])
        .rest(z.object({ '<': z.tuple([z.json(), z.int()]) })),
    }),
    z.union([fractionSchema, headedSchema]),
    z.string(),
  ]),
});

/** The band that a rule says, null for any rule that `bandRule` never makes. */
export function readBand(rule: Json | undefined): Band | null {
  const parsed = ruleSchema.safeParse(rule);
  if (!parsed.success) return null;
  const [guards, split, baseline] = parsed.data.if;
  const headed = 'if' in split ? split.if : null;
  const everyone = 'if' in split ? split.if[2] : split;
  const internal = 'if' in split ? split.if[1] : split;
  const [bucketing, [next, share]] = everyone.fractional;
  const [, lapse] = guards.and;
  const band: Band = {
    salt: bucketing.cat[0],
    baseline,
    new: next,
    exposure: { internal: internal.fractional[1][1], everyone: share },
    header: headed && {
      name: headed[0]['=='][0].var,
      value: headed[0]['=='][1],
    },
    end: lapse ? lapse['<'][1] : null,
  };
  return isDeepStrictEqual(bandRule(band), rule) ? band : null;
}
