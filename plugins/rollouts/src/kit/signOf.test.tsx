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

import { screen } from '@testing-library/react';
import {
  PHASES,
  type Phase,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { renderPart } from '../__testUtils__/render';
import { aRollout, BY_PHASE, UNKNOWN } from '../testing';
import { PhaseSign } from './Sign';
import { signOf, signOfCheck, type SignName } from './signOf';

const EXPECTED: Record<Phase, [SignName, RegExp]> = {
  proposed: ['waiting', /^Waiting: approval$/],
  approved: ['waiting', /^Waiting: somebody to start it$/],
  waiting: ['waiting', /^Waiting: approval$/],
  exposing: ['exposing', /^Exposing: not measured yet$/],
  observing: ['healthy', /^Healthy$/],
  held: ['held', /^Held: lowered outside/],
  'rolling-back': ['rolling-back', /^Rolling back$/],
  'rolled-back': ['rolled-back', /^Rolled back$/],
  stuck: ['stuck', /^Needs people now$/],
  completed: ['completed', /^Completed$/],
  cancelled: ['cancelled', /^Cancelled$/],
};

describe('signOf', () => {
  it.each(PHASES)('has a word and an icon for %s', async phase => {
    const [name, text] = EXPECTED[phase];
    renderPart(<PhaseSign rollout={BY_PHASE[phase]} />);
    const sign = await screen.findByText(
      (_, element) => element?.getAttribute('data-sign') === name,
    );
    expect(sign).toHaveTextContent(text);
    expect(sign.querySelector('svg')).toBeInTheDocument();
  });

  it('says of a drill that it is one, wherever it stands', async () => {
    const drill = { breach: 'injected-metric' } as const;
    renderPart(<PhaseSign rollout={aRollout({ drill })} short />);
    expect(await screen.findByText('Drill')).toBeInTheDocument();
    expect(screen.getByText('Healthy')).toBeInTheDocument();
  });

  it.each([
    ['unknown', 'exposing'],
    ['breached', 'breached'],
    ['suspect', 'suspect'],
  ] as const)(
    'shows a stage that is being opened and %s as %s',
    (verdict, expected) => {
      const check = UNKNOWN.worstCheck && { ...UNKNOWN.worstCheck, verdict };
      const rollout = aRollout({
        phase: 'exposing',
        health: verdict,
        worstCheck: check,
      });
      expect(signOf(rollout).name).toBe(expected);
      expect(check && signOfCheck(check, 'exposing')).toBe(expected);
    },
  );

  it('names the check that is unknown, and since when', async () => {
    renderPart(<PhaseSign rollout={UNKNOWN} />);
    expect(
      await screen.findByText(/p95-latency, since \d\d:\d\d:\d\d/),
    ).toBeInTheDocument();
  });

  it('says of a young stage that it is measured, and when it is looked at', async () => {
    const { worstCheck } = UNKNOWN;
    const firstLookAt = new Date(Date.now() + 30_500).toISOString();
    renderPart(
      <PhaseSign
        rollout={{
          ...UNKNOWN,
          worstCheck: worstCheck && { ...worstCheck, firstLookAt },
        }}
      />,
    );
    const sign = await screen.findByText(
      (_, element) => element?.getAttribute('data-sign') === 'measuring',
    );
    expect(sign).toHaveTextContent(/^Measuring: first look in \d+\ss$/);
  });

  it.each([
    ['breached', 'breached'],
    ['suspect', 'suspect'],
    ['holds', 'waiting'],
    ['unknown', 'waiting'],
  ] as const)(
    'shows a wait that is exposed and %s as %s',
    (health, expected) => {
      const rollout = aRollout({ phase: 'waiting', health });
      expect(signOf(rollout).name).toBe(expected);
    },
  );

  it('does not call a wait without exposure breached', () => {
    const rollout = aRollout({
      phase: 'waiting',
      health: 'breached',
      exposure: { internal: 0, everyone: 0 },
    });
    expect(signOf(rollout).name).toBe('waiting');
  });
});
