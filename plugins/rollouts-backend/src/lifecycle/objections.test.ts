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
  controller,
  dana,
  makeContext,
  makePlan,
  olga,
  omar,
  OPERATORS,
  petra,
  PLAN_HASH,
} from '../testing/plans';
import {
  accepted,
  approveStage,
  follow,
  longAt,
  reason,
  toObserving,
} from '../testing/steps';
import { decide, gatesAhead, type AnyCommand } from '.';

describe('an objection', () => {
  const objected = follow([
    [approveStage(0), omar, longAt(0)],
    [{ command: 'object', version: 1, planHash: PLAN_HASH, reason }, petra],
  ]);
  const resolve: AnyCommand = {
    command: 'resolve-objection',
    version: 1,
    objection: 'new-id',
    reason,
  };

  it('is overruled by whom the playbook names, and by nobody else', () => {
    const named = longAt(1, { overrules: 'operators' });
    expect(decide(objected, resolve, omar, named)).toMatchObject({
      accepted: false,
      code: 'not-eligible',
      whoCould: [petra.ref, OPERATORS],
    });
    const oscar = { ...petra, ref: 'user:default/oscar', name: 'oscar' };
    expect(decide(objected, resolve, oscar, named)).toMatchObject({
      accepted: true,
      sentence: 'oscar overruled the objection of petra: Because',
      evidence: { overruled: true },
    });
  });

  it('is not overruled by whoever requested it, in whatever group', () => {
    const through = { ...dana, groups: [...(omar.groups ?? []), OPERATORS] };
    expect(decide(objected, resolve, through, longAt(1))).toMatchObject({
      accepted: false,
      code: 'not-eligible',
    });
  });

  it('tells whom it overrules, and nobody when it is withdrawn', () => {
    expect(
      accepted(decide(objected, resolve, olga, longAt(1))).effects,
    ).toContainEqual(
      expect.objectContaining({
        kind: 'notify',
        topic: 'objected',
        recipients: [petra.ref],
      }),
    );
    expect(accepted(decide(objected, resolve, petra, longAt(1)))).toMatchObject(
      {
        evidence: { overruled: false },
        effects: [{ kind: 'wake' }],
      },
    );
  });

  it('stops at an objection until it is withdrawn or overruled', () => {
    const raised = follow([
      ...toObserving.slice(0, 1),
      [{ command: 'object', version: 1, planHash: PLAN_HASH, reason }, petra],
    ]);
    expect(
      decide(raised, { command: 'start', reason }, controller, makeContext()),
    ).toMatchObject({ accepted: false, code: 'gate-closed' });
    expect(decide(raised, resolve, dana, makeContext())).toMatchObject({
      accepted: false,
      code: 'not-eligible',
    });
    for (const actor of [petra, omar]) {
      const next = accepted(decide(raised, resolve, actor, makeContext())).next;
      expect(
        decide(next, { command: 'start', reason }, controller, makeContext()),
      ).toMatchObject({ accepted: true });
    }
  });

  it('keeps an objection, and who wrote the change, over an edit', () => {
    const before = makePlan();
    const raised = follow([
      [
        { command: 'object', version: 1, planHash: PLAN_HASH, reason },
        petra,
        { plan: before },
      ],
    ]);
    const named = makePlan({
      artefacts: { ...before.artefacts, authors: [omar.ref] },
    });
    const revised = { plan: before, planHash: 'b'.repeat(64) };
    const { playbook, format, service, metricDefinitions, ...draft } = before;
    const { next, effects } = accepted(
      decide(
        raised,
        {
          command: 'revise',
          version: 1,
          reason,
          plan: { ...draft, playbook: playbook.id },
        },
        dana,
        makeContext({ plan: named, revised }),
      ),
    );
    expect(effects).toContainEqual(
      expect.objectContaining({ topic: 'objected', recipients: [petra.ref] }),
    );
    const context = makeContext(revised);
    expect(gatesAhead(next, context)).toContainEqual(
      expect.objectContaining({ for: 'objection' }),
    );
    const approval = { ...approveStage(0), planHash: revised.planHash };
    expect(decide(next, approval as AnyCommand, omar, context)).toMatchObject({
      reason: 'Nobody approves a plan they requested or wrote',
    });
  });
});
