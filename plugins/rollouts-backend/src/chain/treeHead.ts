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
  canonicalJson,
  type TreeHead,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { EMPTY_ROOT } from './merkle';

/** Where a row of heads is, so that the next one can be verified. */
export type HeadPosition = Pick<TreeHead, 'size' | 'root'>;

export const NO_HEAD: HeadPosition = { size: 0, root: EMPTY_ROOT };

/** What of a head is signed: all of it but the signature. */
export function signedText(head: Omit<TreeHead, 'signature'>): string {
  const { size, root, at, key, previous } = head;
  return `stagecraft.tree-head.v1\n${canonicalJson({
    size,
    root,
    at,
    key,
    previous,
  })}`;
}

/** Whether a head names the one before it, and covers more. */
export function follows(head: TreeHead, before: HeadPosition): boolean {
  const previous = head.previous ?? NO_HEAD;
  return (
    head.size > before.size &&
    previous.size === before.size &&
    previous.root === before.root
  );
}
