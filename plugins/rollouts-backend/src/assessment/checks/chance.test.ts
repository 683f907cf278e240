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

import type { Sample } from '@stagecraft/backstage-plugin-rollouts-common';
import {
  STAFF_SHARE,
  WORLD_SERVICES,
  type WorldService,
} from '@stagecraft/sandbox';
import { loadPlaybooks } from '../../governance/loadPlaybooks';
import { stream } from '../../testing/random';
import { judgeLook } from './judgeLook';
import type { JudgedLook } from './look';
import { lookback, runOf } from './run';
import { failures, tick } from './testing';

/** What the demonstration portal is set to. */
const INTERVAL_SECONDS = 2;
const WINDOW_SECONDS = 10;
const FAILING = 0.15;

const playbook = loadPlaybooks([]).find(({ id }) => id === 'demonstration');
const guardrail = playbook?.guardrails.find(({ name }) => name === 'errors');

const context = {
  definition: failures,
  fullExposure: false,
  reference: null,
};

interface Traffic {
  requestsPerSecond: number;
  errorRatio: number;
}

/** Requests of one interval, as they come, and how many of them fail. */
function interval(random: () => number, traffic: Traffic) {
  const seen = { requests: 0, errors: 0 };
  const next = () => -Math.log(1 - random()) / traffic.requestsPerSecond;
  for (let at = next(); at < INTERVAL_SECONDS; at += next()) {
    seen.requests += 1;
    if (random() < traffic.errorRatio) seen.errors += 1;
  }
  return seen;
}

/** Seconds from the stage's beginning until it is taken back; or undefined. */
function takenBackAfter(
  random: () => number,
  traffic: Traffic,
  seconds: number,
): number | undefined {
  if (!guardrail) throw new Error('The playbook watches no errors');
  const kept = WINDOW_SECONDS / INTERVAL_SECONDS;
  const window: ReturnType<typeof interval>[] = [];
  const looks: JudgedLook[] = [];
  for (let at = INTERVAL_SECONDS; at <= seconds; at += INTERVAL_SECONDS) {
    window.push(interval(random, traffic));
    if (window.length > kept) window.shift();
    if (window.length === kept) {
      const count = window.reduce((sum, { requests }) => sum + requests, 0);
      const errors = window.reduce((sum, each) => sum + each.errors, 0);
      const seen: Sample = {
        at: tick(at).toISOString(),
        variant: 'new',
        value: count > 0 ? errors / count : null,
        count,
        sum: errors,
        sumSquares: errors,
      };
      const look = {
        at: tick(at),
        new: seen,
        baseline: undefined,
        lacks: null,
      };
      looks.unshift(judgeLook(guardrail, look, context));
      const recent = looks.slice(0, lookback(guardrail.confirmations));
      const { failed } = runOf(recent, guardrail.confirmations);
      if (failed >= guardrail.confirmations) return at;
    }
  }
  return undefined;
}

/** What the new version gets while only staff are exposed to it: the least. */
function staffOf(service: WorldService, errors: number): Traffic {
  return {
    requestsPerSecond: service.requestsPerSecond * STAFF_SHARE,
    errorRatio: errors,
  };
}

describe.each(WORLD_SERVICES)('the demonstration on $name', service => {
  const random = stream(20261123);

  it('is not taken back by chance, a minute at its quietest stage', () => {
    const traffic = staffOf(service, service.profile.errorRatio);
    const minutes = Array.from({ length: 2000 }, () =>
      takenBackAfter(random, traffic, 60),
    );
    const wrong = minutes.filter(after => after !== undefined);
    expect(wrong.length).toBeLessThanOrEqual(2);
  });

  it('is taken back within 20 s, most times, when it fails', () => {
    const traffic = staffOf(service, FAILING);
    const after = Array.from({ length: 500 }, () =>
      takenBackAfter(random, traffic, 120),
    );
    const soon = after.filter(seconds => seconds && seconds <= 20);
    expect(soon.length).toBeGreaterThan(0.85 * after.length);
    expect(after).not.toContain(undefined);
  });
});
