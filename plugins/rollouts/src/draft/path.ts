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

/** Where in a draft a value is, as zod and the API's problems name it. */
export type Path = readonly (string | number)[];

export function keyOfPath(path: Path): string {
  return path.join('.');
}

export function startsWith(path: Path, prefix: Path): boolean {
  return prefix.every((part, index) => path[index] === part);
}

type Branch = Record<string | number, unknown>;

function isBranch(value: unknown): value is Branch {
  return typeof value === 'object' && value !== null;
}

/** The value at a path, or undefined where there is none. */
export function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, part) => (isBranch(value) ? value[part] : undefined),
    root,
  );
}

function replaced(root: unknown, path: Path, value: unknown): unknown {
  const [part, ...rest] = path;
  if (part === undefined) return value;
  if (Array.isArray(root)) {
    return root.map((item, index) =>
      index === part ? replaced(item, rest, value) : item,
    );
  }
  return {
    ...(isBranch(root) ? root : {}),
    [part]: replaced(isBranch(root) ? root[part] : undefined, rest, value),
  };
}

/** A copy with another value at a path; the caller knows what fits there. */
export function withValue<T>(root: T, path: Path, value: unknown): T {
  return replaced(root, path, value) as T;
}
