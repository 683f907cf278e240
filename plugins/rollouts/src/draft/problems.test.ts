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

import type { Text } from '../translation/useText';
import { aForm } from '../pages/request/testing';
import { BLANK, type Form } from './form';
import { withValue, type Path } from './path';
import { allProblems, localProblems, serverProblems } from './problems';
import { stepOf } from './steps';

const t = ((key: string) => key) as unknown as Text;
const paths = (form: Form) =>
  localProblems(form, t).map(({ path }) => path.join('.'));
const broken = (path: Path, value: unknown) =>
  paths(withValue(aForm(), path, value));

describe('problems', () => {
  it('finds nothing wrong with a whole form', () => {
    expect(localProblems(aForm(), t)).toEqual([]);
  });

  it.each([
    [['plan', 'stages', 3, 'exposure'], 10_100],
    [['plan', 'stages', 1, 'exposure'], 0],
    [['plan', 'stages', 2, 'exposure'], 400],
    [['plan', 'stages', 1, 'bakeSeconds'], null],
    [['plan', 'stages', 0, 'guardrails'], []],
    [['plan', 'guardrails', 0, 'check', 'limit'], null],
    [['plan', 'artefacts', 'commit'], 'main'],
    [['plan', 'end'], ''],
    [['experiment', 'hypothesis', 'refutedBy'], ' '],
    [['plan', 'successMetrics', 0, 'worthwhile'], null],
  ] as [Path, unknown][])('names the field: %p as %p', (path, value) => {
    expect(broken(path, value)).toEqual([path.join('.')]);
  });

  it('compares stages before the rest of the plan is written', () => {
    const form = {
      ...BLANK,
      header: aForm().header,
      plan: {
        ...BLANK.plan,
        guardrails: aForm().plan.guardrails,
        stages: aForm().plan.stages.slice().reverse(),
      },
    };
    expect(paths(form)).toEqual(
      expect.arrayContaining(['plan.stages.1.exposure', 'service']),
    );
  });

  it('says what is wrong with the header of internal traffic once', () => {
    expect(broken(['header', 'name'], 'not a header')).toEqual(['header.name']);
  });

  it('says what is wrong with the segment where it is told apart', () => {
    const form = withValue(
      aForm(),
      ['plan', 'stages', 1, 'audience', 'kind'],
      'segment',
    );
    expect(paths(form)).toEqual([
      'segment.name',
      'segment.header.name',
      'segment.header.value',
    ]);
    const whole = withValue(form, ['segment'], {
      name: 'north',
      header: { name: 'x-region', value: 'north' },
    });
    expect(paths(whole)).toEqual([]);
  });

  it('finds the field that shows what the API says of a group', () => {
    expect(
      serverProblems(
        [{ path: ['plan', 'targets', 0], message: 'Taken' }],
        [
          {
            policy: 'four-eyes',
            outcome: 'fail',
            explanation: 'Nobody is asked.',
            remedy: 'Ask somebody',
            path: ['stages', 1, 'approvals'],
          },
          { policy: 'other', outcome: 'warn', explanation: 'Mind' },
        ],
      ),
    ).toEqual([
      { path: ['plan', 'targets', 0], message: 'Taken' },
      {
        path: ['plan', 'stages', 1, 'approvals', 'required'],
        message: 'Nobody is asked. Ask somebody',
      },
    ]);
  });

  it('forgets what the API said of a field once that is written anew', () => {
    const asked = aForm();
    const told = [
      {
        form: asked,
        problems: [{ path: ['plan', 'environment'], message: 'Frozen' }],
      },
    ];
    expect(allProblems(asked, [], told)).toHaveLength(1);
    const edited = withValue(asked, ['plan', 'environment'], 'staging');
    expect(allProblems(edited, [], told)).toEqual([]);
  });

  it.each([
    [['service'], 'target'],
    [['plan', 'artefacts', 'commit'], 'target'],
    [['experiment', 'title'], 'hypothesis'],
    [['plan', 'successMetrics', 0, 'metric'], 'hypothesis'],
    [['header', 'name'], 'stages'],
    [['plan', 'end'], 'stages'],
    [['plan', 'guardrails', 0], 'guardrails'],
    [['plan'], 'review'],
  ] as [Path, string][])('%p belongs to %p', (path, step) => {
    expect(stepOf(path)).toBe(step);
  });
});
