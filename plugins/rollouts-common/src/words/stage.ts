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

import { z } from 'zod';
import {
  audienceRank,
  audienceSchema,
  NO_EXPOSURE,
  segmentOf,
  type Exposure,
} from './audience';
import {
  basisPointsSchema,
  entityRefSchema,
  secondsSchema,
  slugSchema,
  textSchema,
} from './primitives';

/**
 * People named by relation or by group. `approvers` are the groups that the
 * service's `stagecraft.dev/approvers` annotation names, else its owners.
 */
export const roleSchema = z.union([
  z.enum(['approvers', 'owners', 'operators']),
  entityRefSchema,
]);
export type Role = z.infer<typeof roleSchema>;

export const milestoneSchema = z.strictObject({
  name: slugSchema,
  title: textSchema(200),
  /** Who may attest it. */
  role: roleSchema,
});
export type Milestone = z.infer<typeof milestoneSchema>;

/** How many people of a role must agree. */
export const quorumSchema = z.strictObject({
  required: z.int('Use a whole number').min(0).max(10),
  from: roleSchema,
});
export type Quorum = z.infer<typeof quorumSchema>;

/** What happens when nobody decides in time; holding where nothing is said. */
export const UNDECIDED = ['remind', 'hold', 'roll-back'] as const;

export const stageSchema = z.strictObject({
  name: slugSchema,
  audience: audienceSchema,
  exposure: basisPointsSchema,
  /** Time the stage is observed at least, from the verified exposure on. */
  bakeSeconds: secondsSchema,
  /** Requests the new version must have served in this stage. */
  minimumSample: z.int('Use a whole number').min(0).max(1_000_000_000),
  /** Attested before the stage opens. */
  milestones: z.array(milestoneSchema).max(10),
  /** Needed before the stage opens; 0 opens it without asking. */
  approvals: z.strictObject({
    ...quorumSchema.shape,
    /** Further quorums, each of people who count for no other one. */
    also: z.array(quorumSchema).max(4).optional(),
    /** Whether an approval names the evidence of the stage before. */
    onEvidence: z.boolean().optional(),
  }),
  /** Names of the plan's guardrails that watch this stage. */
  guardrails: z
    .array(slugSchema)
    .min(1, 'A stage needs at least one guardrail')
    .max(12),
  /** Time people have to approve once asked. */
  decideBySeconds: secondsSchema.min(1),
  /** What happens then. */
  undecided: z.enum(UNDECIDED).optional(),
});
export type Stage = z.infer<typeof stageSchema>;

/**
 * The exposure that stage `index` allows. Narrower audiences keep at least
 * the share of the wider one, so opening a wider audience never takes the new
 * version away from somebody. Index -1 is before the first stage.
 */
export function exposureOfStage(
  stages: readonly Stage[],
  index: number,
): Exposure {
  return stages.slice(0, index + 1).reduce<Exposure>((exposure, stage) => {
    const { audience, exposure: share } = stage;
    if (audience.kind === 'internal') return { ...exposure, internal: share };
    const internal = Math.max(exposure.internal, share);
    if (audience.kind === 'segment') {
      return { ...exposure, internal, segment: share };
    }
    return {
      internal,
      ...(exposure.segment !== undefined && {
        segment: Math.max(exposure.segment, share),
      }),
      everyone: share,
    };
  }, NO_EXPOSURE);
}

/** Whether `next` exposes more people than `previous`: rank first, then share. */
export function rises(
  previous: Pick<Stage, 'audience' | 'exposure'>,
  next: Pick<Stage, 'audience' | 'exposure'>,
): boolean {
  const byRank =
    audienceRank(next.audience.kind) - audienceRank(previous.audience.kind);
  return byRank === 0 ? next.exposure > previous.exposure : byRank > 0;
}

export function isFullExposure(exposure: Exposure): boolean {
  return (
    exposure.internal === 10_000 &&
    segmentOf(exposure) === 10_000 &&
    exposure.everyone === 10_000
  );
}

export function isExposed(exposure: Exposure): boolean {
  return (
    exposure.internal > 0 || segmentOf(exposure) > 0 || exposure.everyone > 0
  );
}

/** Whether `a` exposes nobody beyond what `b` exposes. */
export function isWithin(a: Exposure, b: Exposure): boolean {
  return (
    a.internal <= b.internal &&
    segmentOf(a) <= segmentOf(b) &&
    a.everyone <= b.everyone
  );
}
