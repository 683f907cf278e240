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
import {
  segmentOf,
  type AudienceHeader,
  type Exposure,
  type TargetRef,
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
  /** What marks internal people; null where they are as the next audience. */
  header: AudienceHeader | null;
  /** The same of the segment. */
  segment: AudienceHeader | null;
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

function unmarked(audience: string): DriverError {
  return new DriverError(
    'invalid',
    `This exposes the ${audience}, and nothing says who is of it. Give its stage a header; its name is the attribute that the flag looks at.`,
  );
}

export function bandOf(
  target: TargetRef,
  exposure: Exposure,
  options: ExposeOptions,
): Band {
  const { everyone } = exposure;
  const share = Math.max(segmentOf(exposure), everyone);
  const internal = Math.max(exposure.internal, share);
  const header = internal > everyone ? options.header : undefined;
  const segment = share > everyone ? options.segment : undefined;
  if (internal > share && !header) throw unmarked('internal audience');
  if (share > everyone && !segment) throw unmarked('segment');
  return {
    salt: saltOf(target),
    baseline: target.backends.baseline,
    new: target.backends.new,
    exposure: { internal, ...(segment && { segment: share }), everyone },
    header: header ?? null,
    segment: segment ?? null,
    end: options.end ? lapseAt(options.end) : null,
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

/** Internal people are asked first: they get no less than the segment. */
function audiences(band: Band): Json[] {
  const { exposure, header, segment } = band;
  return [
    ...(header
      ? [
          { '==': [{ var: header.name }, header.value] },
          fraction(band, exposure.internal),
        ]
      : []),
    ...(segment
      ? [
          { in: [{ var: segment.name }, [segment.value]] },
          fraction(band, segmentOf(exposure)),
        ]
      : []),
  ];
}

/** A band as targeting. Whoever has no targeting key gets the baseline. */
export function bandRule(band: Band): Json {
  const { exposure, end } = band;
  const ahead = audiences(band);
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
      ahead.length === 0 ? everyone : { if: [...ahead, everyone] },
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
const attributeSchema = z.object({ var: z.string() });
const internalSchema = z.object({
  '==': z.tuple([attributeSchema, z.string()]),
});
const segmentSchema = z.object({
  in: z.tuple([attributeSchema, z.tuple([z.string()])]),
});
const headedSchema = z.object({
  if: z.union([
    z.tuple([internalSchema, fractionSchema, fractionSchema]),
    z.tuple([segmentSchema, fractionSchema, fractionSchema]),
    z.tuple([
      internalSchema,
      fractionSchema,
      segmentSchema,
      fractionSchema,
      fractionSchema,
    ]),
  ]),
});
type Headed = z.infer<typeof headedSchema>;
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

const shareIn = ({ fractional }: z.infer<typeof fractionSchema>) =>
  fractional[1][1];

/** What is said of the audiences that come before everyone. */
function readHeaded({ if: parts }: Headed, everyone: number) {
  const read: Pick<Band, 'exposure' | 'header' | 'segment'> = {
    exposure: { internal: everyone, everyone },
    header: null,
    segment: null,
  };
  for (const [n, part] of parts.entries()) {
    const next = parts[n + 1];
    if (!next || !('fractional' in next)) continue;
    const share = shareIn(next);
    if ('in' in part) {
      const [{ var: name }, [value]] = part.in;
      read.segment = { name, value };
      read.exposure.segment = share;
    } else if ('==' in part) {
      const [{ var: name }, value] = part['=='];
      read.header = { name, value };
      read.exposure.internal = share;
    }
  }
  if (!read.header) {
    read.exposure.internal = Math.max(segmentOf(read.exposure), everyone);
  }
  return read;
}

/** The band that a rule says, null for any rule that `bandRule` never makes. */
export function readBand(rule: Json | undefined): Band | null {
  const parsed = ruleSchema.safeParse(rule);
  if (!parsed.success) return null;
  const [guards, split, baseline] = parsed.data.if;
  const last = 'if' in split ? split.if.at(-1) : split;
  if (!last || !('fractional' in last)) return null;
  const [bucketing, [next, share]] = last.fractional;
  const [, lapse] = guards.and;
  const band: Band = {
    salt: bucketing.cat[0],
    baseline,
    new: next,
    ...('if' in split
      ? readHeaded(split, share)
      : {
          exposure: { internal: share, everyone: share },
          header: null,
          segment: null,
        }),
    end: lapse ? lapse['<'][1] : null,
  };
  return isDeepStrictEqual(bandRule(band), rule) ? band : null;
}
