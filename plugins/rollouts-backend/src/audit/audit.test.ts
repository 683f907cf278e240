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

import fc from 'fast-check';
import { canonicalJson } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Decision } from '@stagecraft/backstage-plugin-rollouts-common';
import { controller, makePlan } from '../testing/plans';
import { CHAIN_START, hashDecision, verifyChain } from '../chain/chain';
import type { DecisionEntry } from '../chain/entry';
import { hashPlan, hashRequest } from '../chain/hash';

type Json = unknown;

/** The same JSON, every object's keys in another order. */
function shuffled(value: Json): Json {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, item]) => [key, shuffled(item)] as const)
      .reverse(),
  );
}

/** Paths of all that is not an object or list. */
function leaves(value: Json, path: (string | number)[] = []): (typeof path)[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, item]) =>
    leaves(item, [...path, key]),
  );
}

function changed(value: Json, [key, ...rest]: (string | number)[]): Json {
  if (key === undefined) {
    return typeof value === 'number' ? value + 1 : `${value} changed`;
  }
  if (Array.isArray(value)) {
    return value.map((item, at) =>
      String(at) === String(key) ? changed(item, rest) : item,
    );
  }
  const object = value as Record<string, Json>;
  return { ...object, [key]: changed(object[key], rest) };
}

it('does not depend on the order of keys', () => {
  fc.assert(
    fc.property(fc.jsonValue(), value => {
      expect(canonicalJson(shuffled(value))).toBe(canonicalJson(value));
      expect(hashRequest(shuffled(value))).toBe(hashRequest(value));
    }),
  );
});

it('tells different content apart', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
      const same = JSON.stringify(shuffled(a)) === JSON.stringify(shuffled(b));
      fc.pre(!same && canonicalJson(a) !== canonicalJson(b));
      expect(hashRequest(a)).not.toBe(hashRequest(b));
    }),
  );
});

it('survives being kept as JSON', () => {
  fc.assert(
    fc.property(fc.jsonValue(), value => {
      const kept: Json = JSON.parse(JSON.stringify(value));
      expect(hashRequest(kept)).toBe(hashRequest(value));
    }),
  );
});

it('changes with every field of a plan', () => {
  const plan = makePlan();
  const hash = hashPlan(plan);
  expect(hashPlan(shuffled(plan) as typeof plan)).toBe(hash);
  for (const path of leaves(plan)) {
    expect([path, hashPlan(changed(plan, path) as typeof plan)]).not.toEqual([
      path,
      hash,
    ]);
  }
});

function chainOf(length: number): Decision[] {
  const chain: Decision[] = [];
  for (let seq = 1; seq <= length; seq += 1) {
    const entry: DecisionEntry = {
      experimentId: 'experiment',
      seq,
      rolloutId: 'rollout',
      at: new Date(Date.UTC(2026, 10, 22, 12, 0, seq)).toISOString(),
      actor: controller,
      command: 'advance',
      reason: `Reason ${seq}`,
      evidence: { sample: seq },
      policies: [],
      result: { phase: 'exposing', stageIndex: seq, sentence: 'Opened' },
      planHash: 'a'.repeat(64),
    };
    const previousHash = chain.at(-1)?.hash ?? CHAIN_START;
    chain.push({
      ...entry,
      previousHash,
      hash: hashDecision(previousHash, entry),
    });
  }
  return chain;
}

describe('a chain', () => {
  const chain = chainOf(6);

  it('is intact as it was written, also in parts', () => {
    const last = { intact: true, seq: 6, hash: chain[5].hash };
    expect(verifyChain(chain)).toEqual(last);
    const first = verifyChain(chain.slice(0, 3));
    expect(first.intact && verifyChain(chain.slice(3), first)).toEqual(last);
    expect(verifyChain([])).toEqual({
      intact: true,
      seq: 0,
      hash: CHAIN_START,
    });
  });

  it('names the first decision that was changed, in any field', () => {
    for (const path of leaves(chain[2])) {
      const tampered = changed(chain, [2, ...path]) as Decision[];
      expect(verifyChain(tampered)).toMatchObject({ intact: false, seq: 3 });
    }
  });

  it.each([
    ['taken out', [0, 1, 3, 4, 5], 3],
    ['exchanged', [0, 2, 1, 3, 4, 5], 2],
    ['repeated', [0, 1, 1, 2, 3], 3],
    ['cut off at the front', [1, 2, 3], 1],
  ])('names the place where one was %s', (_, order, seq) => {
    expect(verifyChain(order.map(index => chain[index]))).toMatchObject({
      intact: false,
      seq,
    });
  });

  it('is not fooled by a decision that was hashed again', () => {
    const { previousHash, hash, ...entry } = chain[2];
    const forged = { ...entry, reason: 'Forged' };
    const tampered = [...chain];
    tampered[2] = {
      ...forged,
      previousHash,
      hash: hashDecision(previousHash, forged),
    };
    expect(verifyChain(tampered)).toMatchObject({ intact: false, seq: 4 });
  });
});
