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

import { PLAYBOOK } from '../testing';
import { aDraft } from '../pages/request/testing';
import { draftReducer, requestKey, type DraftAction } from './state';
import { templateOf } from './template';

const after = (...actions: DraftAction[]) =>
  actions.reduce(draftReducer, aDraft());

describe('draft', () => {
  it('has one key for the same content, and another one after an edit', () => {
    const before = aDraft();
    const looked = after(
      { type: 'go', step: 'stages' },
      { type: 'try', steps: ['stages'] },
      { type: 'touch', path: ['service'] },
    );
    expect(requestKey(looked)).toBe(requestKey(before));
    const edited = after({
      type: 'set',
      path: ['experiment', 'title'],
      value: 'Other',
    });
    expect(requestKey(edited)).not.toBe(requestKey(before));
    expect(edited.form.experiment.title).toBe('Other');
  });

  it('fills stages, guardrails and end from a playbook, and takes that back', () => {
    const mine = after({ type: 'remove-stage', index: 0 });
    const now = Date.parse('2026-01-01T00:00:00Z');
    const filled = draftReducer(mine, {
      type: 'use-template',
      template: templateOf(PLAYBOOK, now, true),
    });
    expect(filled.form.plan.stages.map(stage => stage.name)).toEqual(
      PLAYBOOK.stages.map(stage => stage.name),
    );
    expect(filled.form.header).toEqual({ name: 'x-internal', value: 'yes' });
    expect(filled.form.plan.end).toBe('2026-01-03T00:00:00.000Z');
    const back = draftReducer(filled, { type: 'take-back-template' });
    expect(back.form).toEqual(mine.form);
    expect(requestKey(back)).not.toBe(requestKey(filled));
  });

  it('keeps watching by a guardrail under its new name, and not when it is gone', () => {
    const renamed = after({ type: 'rename-guardrail', index: 0, name: 'slow' });
    expect(
      renamed.form.plan.stages.every(stage =>
        stage.guardrails.includes('slow'),
      ),
    ).toBe(true);
    const gone = draftReducer(renamed, { type: 'remove-guardrail', index: 0 });
    expect(
      gone.form.plan.stages.flatMap(stage => stage.guardrails),
    ).not.toContain('slow');
  });

  it('watches every stage by a new guardrail, and names each differently', () => {
    const added = after(
      { type: 'add-guardrail', metric: '' },
      { type: 'add-guardrail', metric: '' },
    );
    const names = added.form.plan.guardrails.map(({ name }) => name);
    expect(new Set(names).size).toBe(4);
    expect(
      added.form.plan.stages.every(
        stage => stage.guardrails.length === names.length,
      ),
    ).toBe(true);
  });

  it('moves a stage, but never off the ladder', () => {
    const names = (action: DraftAction) =>
      after(action).form.plan.stages.map(({ name }) => name);
    const [first, second, ...rest] = aDraft().form.plan.stages.map(
      ({ name }) => name,
    );
    expect(names({ type: 'move-stage', index: 0, by: 1 })).toEqual([
      second,
      first,
      ...rest,
    ]);
    expect(names({ type: 'move-stage', index: 0, by: -1 })).toEqual([
      first,
      second,
      ...rest,
    ]);
  });
});
