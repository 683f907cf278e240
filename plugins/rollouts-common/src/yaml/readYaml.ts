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
  isCollection,
  isMap,
  isNode,
  isScalar,
  LineCounter,
  type Document,
  type Node,
} from 'yaml';
import type { LineProblem, Problem } from '../words';
import { Inspector, MOST_ALIASES, offsetOf } from './inspect';
import { parsed } from './parsed';

type Path = Problem['path'];

/** Of errors whose own words say nothing to who wrote the text. */
const SAID: Readonly<Record<string, string>> = {
  MULTIPLE_DOCS: 'There is more than one document',
  RESOURCE_EXHAUSTION: 'This is nested too deeply',
};

export interface ReadYaml {
  /** Plain JSON; undefined where the text has problems. */
  value: unknown;
  problems: LineProblem[];
  /** Where a path of the value, or what is nearest to it, is written. */
  placeOf(path: Path): { line: number; column: number };
}

const MOST_BYTES = 200_000;
const LONGEST_LINE = 8_000;

function refused(message: string, remedy: string, line = 1): ReadYaml {
  const problem = { path: [], message, remedy, line, column: 1 };
  return {
    value: undefined,
    problems: [problem],
    placeOf: () => ({ line, column: 1 }),
  };
}

/** What is refused before anything of it is read. */
function refuseBySize(text: string): ReadYaml | undefined {
  if (new TextEncoder().encode(text).length > MOST_BYTES) {
    return refused(
      `The text is larger than ${MOST_BYTES / 1000} kB`,
      'Give one playbook or plan, without anything else',
    );
  }
  const lines = text.split('\n');
  const long = lines.findIndex(line => line.length > LONGEST_LINE);
  return long < 0
    ? undefined
    : refused(
        `This line is longer than ${LONGEST_LINE} characters`,
        'Break it into several lines',
        long + 1,
      );
}

/** The node at a path, or the last one on the way to it. */
function nearest(root: Document.Parsed, path: Path): Node | null {
  let node: unknown = root.contents;
  for (const part of path) {
    const next: unknown = isCollection(node)
      ? keyOf(node, part) ?? node.get(part, true)
      : undefined;
    const inside: unknown = isCollection(node)
      ? node.get(part, true)
      : undefined;
    if (!isNode(next)) break;
    if (!isCollection(inside)) return next;
    node = inside;
  }
  return isNode(node) ? node : null;
}

function keyOf(node: unknown, name: string | number): unknown {
  return isMap(node)
    ? node.items.find(({ key }) => isScalar(key) && key.value === name)?.key
    : undefined;
}

/**
 * Reads one YAML 1.2 document of plain values. It never runs anything, and
 * answers soon whatever it is given: large texts, tags, cycles, and repeats
 * that would grow without end are problems, each with its line.
 */
export function readYaml(text: string): ReadYaml {
  const tooLarge = refuseBySize(text);
  if (tooLarge) return tooLarge;
  const lines = new LineCounter();
  const document = parsed(text, lines);
  const inspector = new Inspector(lines);
  for (const { message, pos, code } of document.errors) {
    inspector.add(
      pos[0],
      [],
      SAID[code] ?? message,
      'Correct the YAML at this place',
    );
  }
  if (document.errors.length === 0) {
    inspector.inspect(document.contents, [], []);
  }
  const placeOf = (path: Path) => {
    const { line, col } = lines.linePos(offsetOf(nearest(document, path)));
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const { problems } = inspector;
  if (problems.length > 0) return { value: undefined, problems, placeOf };
  try {
    const value: unknown = document.toJS({ maxAliasCount: MOST_ALIASES });
    return { value, problems, placeOf };
  } catch {
    return refused('Parts repeat others too often', 'Write out what is meant');
  }
}
