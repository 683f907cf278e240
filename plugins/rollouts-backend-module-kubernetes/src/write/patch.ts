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

/** One operation of a JSON Patch (RFC 6902). */
export type Operation =
  | { op: 'test' | 'add' | 'replace'; path: string; value: unknown }
  | { op: 'remove'; path: string };

/** A JSON Pointer (RFC 6901) from plain member names and indices. */
export function pointer(...segments: (string | number)[]): string {
  return segments
    .map(segment => String(segment).replaceAll('~', '~0').replaceAll('/', '~1'))
    .map(segment => `/${segment}`)
    .join('');
}

export function test(path: string, value: unknown): Operation {
  return { op: 'test', path, value };
}

export function add(path: string, value: unknown): Operation {
  return { op: 'add', path, value };
}

export function remove(path: string): Operation {
  return { op: 'remove', path };
}

/**
 * Sets a member that reads `now`: a test of what is replaced, then the write.
 * A member that is absent is only added; JSON Patch can't test absence.
 */
export function setTested(
  path: string,
  now: unknown,
  value: unknown,
): Operation[] {
  if (now === undefined) return [add(path, value)];
  return [test(path, now), { op: 'replace', path, value }];
}
