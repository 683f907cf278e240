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
  isMap,
  isNode,
  isScalar,
  isSeq,
  Lexer,
  visit,
  type Document,
  type Node,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { canonicalJson } from '../canonical';
import { parsed, WRITING } from './parsed';

type Branch = Record<string, unknown>;

/** A text that says something else than before. */
export interface Rewritten {
  text: string;
  /** Remarks that stood in what is gone, as they were written. */
  lost: string[];
}

/**
 * The text with another value in it. What stays the same keeps its place, its
 * spelling and the remarks beside it.
 *
 * @param text - YAML that `readYaml` reads without a problem.
 * @param value - Plain JSON; what is undefined is left out.
 */
export function rewriteYaml(text: string, value: unknown): Rewritten {
  const document = parsed(text);
  writeOut(document);
  document.contents = merged(document, document.contents, value);
  const written = document.toString(WRITING);
  return { text: written, lost: missing(remarks(text), remarks(written)) };
}

/** What repeats another part is that part: both can then change alone. */
function writeOut(document: Document.Parsed): void {
  visit(document, {
    Alias: (_, alias) => {
      const copy = alias.resolve(document)?.clone() as Node | undefined;
      if (copy && 'anchor' in copy) delete copy.anchor;
      return copy;
    },
  });
  visit(document, {
    Node: (_, node) => {
      if ('anchor' in node) delete node.anchor;
    },
  });
}

function isBranch(value: unknown): value is Branch {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function merged(document: Document, node: unknown, value: unknown): never {
  // The library types contents by what was parsed, which this replaces.
  return mergedNode(document, node, value) as never;
}

function mergedNode(document: Document, node: unknown, value: unknown): Node {
  if (isMap(node) && isBranch(value)) return mergedMap(document, node, value);
  if (isSeq(node) && Array.isArray(value)) {
    return mergedList(document, node, value);
  }
  if (isScalar(node) && node.value === value) return node;
  const made = document.createNode(value);
  if (isNode(node)) {
    made.commentBefore = node.commentBefore;
    made.spaceBefore = node.spaceBefore;
    if (isScalar(node)) made.comment = node.comment;
  }
  return made;
}

function mergedMap(document: Document, map: YAMLMap, value: Branch): YAMLMap {
  const names = Object.keys(value).filter(name => value[name] !== undefined);
  const nameOf = ({ key }: YAMLMap['items'][number]) =>
    String(isScalar(key) ? key.value : key);
  map.items = map.items.filter(pair => names.includes(nameOf(pair)));
  names.forEach((name, at) => {
    const pair = map.items.find(each => nameOf(each) === name);
    if (pair) {
      pair.value = mergedNode(document, pair.value, value[name]);
      return;
    }
    const before = names.slice(0, at);
    const place = map.items.findLastIndex(each =>
      before.includes(nameOf(each)),
    );
    map.items.splice(place + 1, 0, document.createPair(name, value[name]));
  });
  return map;
}

function nameIn(value: unknown): unknown {
  return isBranch(value) ? value.name : undefined;
}

/** Finds of each entry what it was before: the same, of its name, or there. */
function matches(before: readonly unknown[], after: readonly unknown[]) {
  const found = new Map<number, number>();
  const used = new Set<number>();
  const json = (value: unknown) => canonicalJson(value ?? null);
  const rules: ((
    was: unknown,
    is: unknown,
    at: number,
    to: number,
  ) => boolean)[] = [
    (was, is) => json(was) === json(is),
    (was, is) => nameIn(is) !== undefined && nameIn(was) === nameIn(is),
    (_was, _is, at, to) => at === to && before.length === after.length,
  ];
  for (const rule of rules) {
    after.forEach((is, to) => {
      if (found.has(to)) return;
      const at = before.findIndex(
        (was, index) => !used.has(index) && rule(was, is, index, to),
      );
      if (at < 0) return;
      used.add(at);
      found.set(to, at);
    });
  }
  return found;
}

function mergedList(
  document: Document,
  list: YAMLSeq,
  value: readonly unknown[],
): YAMLSeq {
  const { items } = list;
  const found = matches(list.toJSON() as unknown[], value);
  list.items = value.map((each, index) =>
    mergedNode(document, items[found.get(index) ?? -1], each),
  );
  // An empty list in brackets would keep what is added to it there.
  if (items.length === 0 && value.length > 0) list.flow = false;
  return list;
}

function remarks(text: string): string[] {
  return [...new Lexer().lex(text)]
    .filter(token => token.startsWith('#'))
    .map(token => token.trim());
}

/** Those of one list that the other has not, each as often as it lacks them. */
function missing(all: readonly string[], left: readonly string[]): string[] {
  const rest = [...left];
  return all.filter(each => {
    const at = rest.indexOf(each);
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
}
