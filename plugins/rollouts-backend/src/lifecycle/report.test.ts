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

import { decide, type AnyCommand } from '.';
import { controller, makeCheck, makeContext, omar } from '../testing/plans';
import {
  accepted,
  follow,
  rollBack,
  toCompleted,
  toObserving,
} from '../testing/steps';

const report: AnyCommand = {
  command: 'report',
  reason: 'error ratio 9 %, limit 2 %',
  subject: 'breach/errors',
  checks: [makeCheck({ verdict: 'breached' })],
};
const told = { kind: 'notify', topic: 'breached', description: report.reason };

describe('report', () => {
  it.each([
    ['observing', toObserving],
    ['completed', toCompleted],
  ])('tells people once while %s, and changes nothing else', (_, steps) => {
    const state = follow(steps);
    const { next, effects } = accepted(
      decide(state, report, controller, makeContext()),
    );
    expect(effects).toEqual([expect.objectContaining(told)]);
    expect(next).toEqual({ ...state, reported: ['breach/errors'] });
    expect(decide(next, report, controller, makeContext())).toMatchObject({
      accepted: false,
      code: 'not-open',
    });
  });

  it('tells again in the next stage', () => {
    const state = follow([
      ...toObserving,
      [report, controller],
      [{ command: 'hold', reason: 'Lunch' }, omar],
      [{ command: 'resume', version: 1, reason: 'Back' }, omar],
    ]);
    expect(decide(state, report, controller, makeContext())).toMatchObject({
      accepted: true,
    });
  });

  it.each([
    ['nobody is exposed', []],
    ['it is taken back', [...toObserving, [rollBack, omar]]],
  ] as [string, typeof toObserving][])('says nothing when %s', (_, steps) => {
    expect(
      decide(follow(steps), report, controller, makeContext()),
    ).toMatchObject({ accepted: false, code: 'not-open' });
  });
});
