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
import fc from 'fast-check';
import { proveInclusion, rootByPath } from './inclusion';
import { EMPTY_ROOT, Frontier, hashLeaf, hashNode } from './merkle';

/** The inputs and roots that Certificate Transparency's own tests use. */
const INPUTS = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map(hex => Buffer.from(hex, 'hex'));
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

/** As the RFC defines it, without anything clever. */
function naiveRoot(leaves: readonly string[]): string {
  if (leaves.length === 0) return EMPTY_ROOT;
  if (leaves.length === 1) return leaves[0];
  let half = 1;
  while (half * 2 < leaves.length) half *= 2;
  return hashNode(
    naiveRoot(leaves.slice(0, half)),
    naiveRoot(leaves.slice(half)),
  );
}

function frontierOf(leaves: readonly string[]): Frontier {
  const frontier = new Frontier();
  for (const leaf of leaves) frontier.append(leaf);
  return frontier;
}

const leaf = (value: number) => hashLeaf(Buffer.from(String(value)));
const many = (size: number) =>
  Array.from({ length: size }, (_, at) => leaf(at));
const sizes = fc.integer({ min: 1, max: 300 });

const readerOf =
  (leaves: readonly string[]) => async (level: number, position: number) => {
    const width = 2 ** level;
    const part = leaves.slice(position * width, (position + 1) * width);
    // A proof may ask for full subtrees only: those are what is kept.
    expect(part).toHaveLength(width);
    return naiveRoot(part);
  };

it('has the roots of the published test vectors', () => {
  expect(EMPTY_ROOT).toBe(createHash('sha256').update('').digest('hex'));
  const frontier = new Frontier();
  expect(frontier.root()).toBe(EMPTY_ROOT);
  INPUTS.forEach((input, index) => {
    frontier.append(hashLeaf(input));
    expect([index, frontier.root()]).toEqual([index, ROOTS[index]]);
  });
});

it('grows from where it was kept to the root of all leaves', () => {
  fc.assert(
    fc.property(sizes, fc.nat({ max: 300 }), (size, cut) => {
      const leaves = many(size);
      const first = frontierOf(leaves.slice(0, cut));
      const kept = new Frontier(first.size, [...first.roots]);
      for (const rest of leaves.slice(cut)) kept.append(rest);
      expect(kept.size).toBe(size);
      expect(kept.root()).toBe(naiveRoot(leaves));
    }),
  );
});

it('tells of every full subtree once', () => {
  fc.assert(
    fc.property(sizes, size => {
      const leaves = many(size);
      const frontier = new Frontier();
      const told = new Map<string, string>();
      for (const each of leaves) {
        frontier.append(each, ({ level, position, hash }) => {
          expect(told.has(`${level}/${position}`)).toBe(false);
          told.set(`${level}/${position}`, hash);
        });
      }
      let full = 0;
      for (let level = 1; 2 ** level <= size; level += 1) {
        const width = 2 ** level;
        for (let position = 0; (position + 1) * width <= size; position += 1) {
          full += 1;
          expect(told.get(`${level}/${position}`)).toBe(
            naiveRoot(leaves.slice(position * width, (position + 1) * width)),
          );
        }
      }
      expect(told.size).toBe(full);
    }),
    { numRuns: 30 },
  );
});

it('proves every leaf of a tree, and no other leaf, place or size', async () => {
  await fc.assert(
    fc.asyncProperty(sizes, fc.nat(), async (size, at) => {
      const leaves = many(size);
      const index = at % size;
      const root = naiveRoot(leaves);
      const path = await proveInclusion(index, size, readerOf(leaves));
      const by = (
        one = leaves[index],
        place = index,
        all = size,
        steps: readonly string[] = path,
      ) => rootByPath(one, place, all, steps);
      expect(by()).toBe(root);
      expect(by(leaf(-1))).not.toBe(root);
      expect(by(leaves[index], index, size, [...path, root])).toBeUndefined();
      const others = [
        by(leaves[index], (index + 1) % size),
        by(leaves[index], index, size, path.slice(1)),
        by(leaves[index], index, size, [leaf(-1), ...path.slice(1)]),
      ];
      expect(size > 1 && others.includes(root)).toBe(false);
      expect(by(leaves[index], size)).toBeUndefined();
    }),
  );
});
