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

const FILL_SQL = `
  insert into experiments (id, service, body, requested_by, chain_seq, chain_hash)
  select 'bench-' || n, 'component:default/service-' || (n % 100),
    '{}', '{}', 0, repeat('0', 64)
  from generate_series(1, $1::int) n`;

/** Evidence, policy results and people as a decision at a stage's end has them. */
function entryOf(experimentId, seq) {
  const check = name => ({
    guardrail: name,
    verdict: 'holds',
    value: 0.0123 + seq / 1e6,
    limit: 0.05,
    baseline: 0.0119,
    looks: 3,
    at: '2026-11-22T12:00:00.000Z',
    sentence: `${name} 0.0123, limit 0.05, baseline 0.0119, 3 of 3 looks hold`,
  });
  return {
    experimentId,
    seq,
    rolloutId: null,
    at: '2026-11-22T12:00:00.000Z',
    actor: {
      kind: 'person',
      ref: 'user:default/omar',
      name: 'Omar Haddad',
      groups: ['group:default/storefront-owners', 'group:default/storefront'],
    },
    command: 'approve',
    reason: 'Every guardrail held for the whole stage, and the sample is large',
    evidence: { sample: 1000 + seq, checks: ['errors', 'latency'].map(check) },
    policies: ['artefacts-pinned', 'separation-of-duties'].map(policy => ({
      policy,
      outcome: 'pass',
      explanation: 'Every image is pinned by its digest',
    })),
    result: { phase: 'exposing', stageIndex: 1, sentence: 'Stage 2 opens' },
    planHash: 'a'.repeat(64),
  };
}

const PAGE = 2000;

/**
 * Fills chains with decisions, those of all experiments interleaved.
 *
 * @param client - of pg, connected
 * @param hashDecision - the backend's own
 */
export async function fill(client, hashDecision, { decisions, experiments }) {
  await client.query(FILL_SQL, [experiments]);
  const ends = new Map();
  for (let done = 0; done < decisions; done += PAGE) {
    const rows = [];
    for (let at = done; at < Math.min(done + PAGE, decisions); at += 1) {
      const id = `bench-${(at % experiments) + 1}`;
      const before = ends.get(id) ?? { seq: 0, hash: '0'.repeat(64) };
      const entry = entryOf(id, before.seq + 1);
      const hash = hashDecision(before.hash, entry);
      rows.push({ entry, previous: before.hash, hash });
      ends.set(id, { seq: entry.seq, hash });
    }
    await client.query(
      `insert into decisions
         (experiment_id, seq, at, entry, command, actor_kind, previous_hash, hash)
       select e ->> 'experimentId', (e ->> 'seq')::bigint,
         (e ->> 'at')::timestamptz, e, e ->> 'command', e -> 'actor' ->> 'kind',
         p, h
       from unnest($1::jsonb[], $2::text[], $3::text[]) as t (e, p, h)`,
      [
        rows.map(row => JSON.stringify(row.entry)),
        rows.map(row => row.previous),
        rows.map(row => row.hash),
      ],
    );
  }
  await client.query(
    `update experiments set chain_seq = seq, chain_hash = hash
     from unnest($1::text[], $2::bigint[], $3::text[]) as t (id, seq, hash)
     where experiments.id = t.id`,
    [
      [...ends.keys()],
      [...ends.values()].map(({ seq }) => seq),
      [...ends.values()].map(({ hash }) => hash),
    ],
  );
  await client.query('analyze');
}
