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

import type { Actor } from '@stagecraft/backstage-plugin-rollouts-common';
import { decide, decidePropose, type AnyCommand } from '.';
import {
  dana,
  ines,
  makeContext,
  omar,
  petra,
  PLAN_HASH,
} from '../testing/plans';
import {
  accepted,
  approveStage,
  follow,
  reason,
  rollBack,
  toCompleted,
} from '../testing/steps';

describe('decide', () => {
  it.each<[AnyCommand, Actor['kind']]>([
    [approveStage(0), 'person-through-plugin'],
    [approveStage(0), 'service'],
    [approveStage(0), 'controller'],
    [{ command: 'object', version: 1, planHash: PLAN_HASH, reason }, 'service'],
    [{ command: 'promote', version: 1, reason }, 'service'],
    [{ command: 'resume', version: 1, reason }, 'controller'],
    [{ command: 'complete', reason }, 'person'],
    [{ command: 'report-stuck', reason }, 'service'],
  ])('refuses %j from a %s', (command, kind) => {
    const state = follow([]);
    expect(
      decide(state, command, { ...omar, kind }, makeContext()),
    ).toMatchObject({ accepted: false, code: 'actor-kind' });
  });

  it('closes the way back by promotion, by an owner, and releases the target', () => {
    const state = follow(toCompleted);
    const promote: AnyCommand = { command: 'promote', version: 1, reason };
    expect(decide(state, promote, petra, makeContext())).toMatchObject({
      code: 'not-eligible',
    });
    const promoted = accepted(decide(state, promote, dana, makeContext()));
    expect(promoted.effects).toContainEqual({ kind: 'release-targets' });
    expect(decide(promoted.next, rollBack, omar, makeContext())).toMatchObject({
      accepted: false,
      code: 'not-open',
    });
  });

  it('refuses a proposal from somebody who does not own the service', () => {
    expect(decidePropose('Because', ines, makeContext())).toMatchObject({
      accepted: false,
      code: 'not-eligible',
      remedy: 'Ask one of storefront-team',
    });
  });
});
