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
  after,
  approveStage,
  follow,
  reason,
} from '../testing/steps';
import { decide, type AnyCommand, type DecideContext } from '.';

const long = makePlan({ end: '2027-01-01T00:00:00.000Z' });
const at = (seconds: number, over: Partial<DecideContext> = {}) =>
  makeContext({ now: after(seconds), plan: long, ...over });

describe('an objection', () => {
  const objected = follow([
    [approveStage(0), omar, at(0)],
    [{ command: 'object', version: 1, planHash: PLAN_HASH, reason }, petra],
  ]);
  const resolve: AnyCommand = {
    command: 'resolve-objection',
    version: 1,
    objection: 'new-id',
    reason,
  };

  it('is overruled by whom the playbook names, and by nobody else', () => {
    const named = at(1, { overrules: 'operators' });
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
    expect(decide(objected, resolve, through, at(1))).toMatchObject({
      accepted: false,
      code: 'not-eligible',
    });
  });

  it('tells whom it overrules, and nobody when it is withdrawn', () => {
    expect(
      accepted(decide(objected, resolve, olga, at(1))).effects,
    ).toContainEqual(
      expect.objectContaining({
        kind: 'notify',
        topic: 'objected',
        recipients: [petra.ref],
      }),
    );
    expect(accepted(decide(objected, resolve, petra, at(1)))).toMatchObject({
      evidence: { overruled: false },
      effects: [{ kind: 'wake' }],
    });
  });
});
