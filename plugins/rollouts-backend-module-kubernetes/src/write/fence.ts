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
  compareFences,
  type Fence,
} from '@stagecraft/backstage-plugin-rollouts-common';
import {
  DriverError,
  type GovernedMark,
} from '@stagecraft/backstage-plugin-rollouts-node';
import { z } from 'zod';
import { marksOf, type Marks } from './marks';
import { add, pointer, remove, setTested, test, type Operation } from './patch';

const OBJECT_MARKS = marksOf();
export const FENCE_ANNOTATION = OBJECT_MARKS.fence;
export const DECISION_ANNOTATION = OBJECT_MARKS.decision;
export const GOVERNED_ANNOTATION = OBJECT_MARKS.governed;

/** What every write needs to know of the object it changes. */
export const metadataSchema = z.looseObject({
  name: z.string(),
  namespace: z.string().optional(),
  uid: z.string(),
  resourceVersion: z.string(),
  generation: z.int().default(0),
  annotations: z.record(z.string(), z.string()).optional(),
  /** Ours, not the cluster's: the part that it is read for, where there are several. */
  markedPart: z.string().optional(),
});
export type Metadata = z.infer<typeof metadataSchema>;

/** What a write stamps on the object. */
export interface Stamp {
  fence: Fence;
  decision: string;
  governed: GovernedMark;
  /** A driver's own annotations to set, or with null to take away. */
  more?: Readonly<Record<string, string | null>>;
}

const annotations = pointer('metadata', 'annotations');

function annotation(name: string): string {
  return pointer('metadata', 'annotations', name);
}

/** `rollout baseline new`, then the part where there is one. */
export function markText({ rollout, backends, part }: GovernedMark): string {
  return [rollout, backends.baseline, backends.new, part ?? []]
    .flat()
    .join(' ');
}

function marksIn({ markedPart }: Metadata): Marks {
  return markedPart === undefined ? OBJECT_MARKS : marksOf(markedPart);
}

/** A fence as the annotation holds it: `epoch.count`. */
export function fenceText(fence: Fence): string {
  return `${fence.epoch}.${fence.count}`;
}

/** What stands on the object for a fence, whether or not it is one. */
export function fenceWritten(metadata: Metadata): string | undefined {
  return metadata.annotations?.[marksIn(metadata).fence];
}

/** What is wrong with what stands there; empty for nothing. */
export function fenceTrouble(metadata: Metadata): string[] {
  const text = fenceWritten(metadata);
  return text !== undefined && fenceOf(metadata) === null
    ? [
        `The annotation ${
          marksIn(metadata).fence
        } reads "${text}", which is no fence`,
      ]
    : [];
}

/** The fence on an object; null where none is, or none that can be read. */
export function fenceOf(metadata: Metadata): Fence | null {
  const text = fenceWritten(metadata) ?? '';
  const parts = /^(\d{1,15})\.(\d{1,15})$/.exec(text);
  return parts ? { epoch: Number(parts[1]), count: Number(parts[2]) } : null;
}

export function isFence(metadata: Metadata, fence: Fence): boolean {
  const found = fenceOf(metadata);
  return found !== null && compareFences(found, fence) === 0;
}

export function isFencedAbove(metadata: Metadata, fence: Fence): boolean {
  const found = fenceOf(metadata);
  return found !== null && compareFences(found, fence) > 0;
}

export function staleFence(metadata: Metadata, expected: Fence): DriverError {
  const found = fenceWritten(metadata);
  return new DriverError(
    'stale-fence',
    `${metadata.name} carries ${
      found === undefined ? 'no fence' : `fence ${found}`
    } where ${fenceText(
      expected,
    )} was expected: it was written by someone else since. Look at its present exposure before anything is written again.`,
  );
}

export function changedSinceSeen(
  metadata: Metadata,
  generation: number,
): DriverError {
  return new DriverError(
    'conflict',
    `${metadata.name} was changed by someone else since it was looked at: it was seen at generation ${generation} and is at ${metadata.generation}. It is looked at again before anything is written.`,
  );
}

export function changedSinceWritten(metadata: Metadata): DriverError {
  return new DriverError(
    'conflict',
    `${metadata.name} was changed by someone else after this exposure was written. Look at who changed it before it is exposed again.`,
  );
}

function fenceOperations(metadata: Metadata, stamp: Stamp): Operation[] {
  const marks = marksIn(metadata);
  return [
    ...setTested(
      annotation(marks.fence),
      fenceWritten(metadata),
      fenceText(stamp.fence),
    ),
    add(annotation(marks.decision), stamp.decision),
    ...Object.entries(stamp.more ?? {}).flatMap(([name, value]) => {
      if (value !== null) return [add(annotation(name), value)];
      const isThere = metadata.annotations?.[name] !== undefined;
      return isThere ? [remove(annotation(name))] : [];
    }),
  ];
}

/**
 * Stamps an object that has annotations, for a forward write. The test of the
 * fence that was read keeps a slower write from covering a newer fence.
 */
export function stampOperations(metadata: Metadata, stamp: Stamp): Operation[] {
  return [
    ...fenceOperations(metadata, stamp),
    add(annotation(marksIn(metadata).governed), markText(stamp.governed)),
  ];
}

/** The same for a write back, which ends that the object is governed. */
export function stampBackOperations(
  metadata: Metadata,
  stamp: Stamp,
): Operation[] {
  const { governed } = marksIn(metadata);
  const isMarked = metadata.annotations?.[governed] !== undefined;
  return [
    ...fenceOperations(metadata, stamp),
    ...(isMarked ? [remove(annotation(governed))] : []),
  ];
}

/**
 * Stamps an object whether or not it has annotations. Adding the map would
 * replace one that appeared meanwhile, so that case tests the version.
 */
export function firstStampOperations(
  metadata: Metadata,
  stamp: Stamp,
): Operation[] {
  if (metadata.annotations) return stampOperations(metadata, stamp);
  const marks = marksIn(metadata);
  return [
    test(pointer('metadata', 'resourceVersion'), metadata.resourceVersion),
    add(annotations, {
      [marks.fence]: fenceText(stamp.fence),
      [marks.decision]: stamp.decision,
      [marks.governed]: markText(stamp.governed),
      ...Object.fromEntries(
        Object.entries(stamp.more ?? {}).filter(([, value]) => value !== null),
      ),
    }),
  ];
}

/** A stamp back as a merge patch, which makes the map and keeps what is in it. */
export function stampMerge(metadata: Metadata, stamp: Stamp) {
  const marks = marksIn(metadata);
  return {
    metadata: {
      uid: metadata.uid,
      annotations: {
        [marks.fence]: fenceText(stamp.fence),
        [marks.decision]: stamp.decision,
        [marks.governed]: null,
        ...stamp.more,
      },
    },
  };
}

/** Nothing of the object but its status may have changed since it was read. */
export function guardOperations(metadata: Metadata): Operation[] {
  return [
    test(pointer('metadata', 'uid'), metadata.uid),
    test(pointer('metadata', 'generation'), metadata.generation),
  ];
}
