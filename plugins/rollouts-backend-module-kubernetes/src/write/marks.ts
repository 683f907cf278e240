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

import { createHash } from 'node:crypto';

/** Names of the annotations that a target's object is marked with. */
export interface Marks {
  fence: string;
  decision: string;
  /** There while a rollout governs it; the admission policy reads it. */
  governed: string;
}

const DOMAIN = 'stagecraft.dev';
/** With the longest of the names it stays within Kubernetes' 63 characters. */
const READABLE = /^[A-Za-z0-9]([A-Za-z0-9._-]{0,48}[A-Za-z0-9])?$/;

function suffixOf(part: string): string {
  if (READABLE.test(part)) return `.${part}`;
  return `.${createHash('sha256').update(part).digest('hex').slice(0, 50)}`;
}

/**
 * The marks of an object, or of one part of an object that holds several
 * targets, such as `stagecraft.dev/fence.new-checkout`.
 */
export function marksOf(part?: string): Marks {
  const suffix = part === undefined ? '' : suffixOf(part);
  return {
    fence: `${DOMAIN}/fence${suffix}`,
    decision: `${DOMAIN}/decision${suffix}`,
    governed: `${DOMAIN}/governed${suffix}`,
  };
}

/** What of a target's object its marks are for; undefined for all of it. */
export function markedPart(target: {
  kind: string;
  part?: string;
}): string | undefined {
  return target.kind === 'feature-flag' ? target.part : undefined;
}
