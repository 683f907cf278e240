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
import { basisPointsSchema, refuseHidden, slugSchema } from './primitives';

/**
 * Who can be exposed at all. Audiences nest, in this order: opening a wider
 * one keeps the narrower ones exposed.
 */
export const AUDIENCE_KINDS = ['internal', 'segment', 'everyone'] as const;
export type AudienceKind = (typeof AUDIENCE_KINDS)[number];

/**
 * The request header that marks an audience, matched exactly. For flags its
 * name is the attribute of the evaluation context.
 */
export const audienceHeaderSchema = z.strictObject({
  name: z
    .string()
    .max(256)
    .regex(/^[A-Za-z0-9!#$%&'*+\-.^_`|~]+$/, 'Use an HTTP header name'),
  value: z.string().min(1).max(4096).superRefine(refuseHidden),
});
export type AudienceHeader = z.infer<typeof audienceHeaderSchema>;

export const audienceSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('internal'),
    header: audienceHeaderSchema,
  }),
  z.strictObject({
    kind: z.literal('segment'),
    /** What people call it, such as a region. */
    name: slugSchema,
    header: audienceHeaderSchema,
  }),
  z.strictObject({ kind: z.literal('everyone') }),
]);
export type Audience = z.infer<typeof audienceSchema>;

/** The share of each audience that gets the new version, in basis points. */
export const exposureSchema = z.strictObject({
  internal: basisPointsSchema,
  /** Left out where no segment is told apart: then it is as everyone is. */
  segment: basisPointsSchema.optional(),
  everyone: basisPointsSchema,
});
export type Exposure = z.infer<typeof exposureSchema>;

export const NO_EXPOSURE: Exposure = { internal: 0, everyone: 0 };

export function audienceRank(kind: AudienceKind): number {
  return AUDIENCE_KINDS.indexOf(kind);
}

export function segmentOf(exposure: Exposure): number {
  return exposure.segment ?? exposure.everyone;
}

/** Whether both give each audience the same share. */
export function isSameExposure(a: Exposure, b: Exposure): boolean {
  return (
    a.internal === b.internal &&
    segmentOf(a) === segmentOf(b) &&
    a.everyone === b.everyone
  );
}

/** As sentences name it. */
export function describeAudience(audience: Audience): string {
  switch (audience.kind) {
    case 'internal':
      return 'internal users';
    case 'segment':
      return `segment ${audience.name}`;
    default:
      return 'everyone';
  }
}
