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

import type {
  Figure,
  FigureId,
  Insights,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { evaluateFigure } from './evaluate';
import { figures } from './figures';
import { headlineOf } from './headline';
import { insightsMarkdown } from './markdown';

const PERIOD = {
  from: new Date('2026-11-01T00:00:00Z'),
  to: new Date('2026-11-29T00:00:00Z'),
};
const NONE = {
  rollouts: [],
  waits: [],
  conclusions: [],
  bypasses: [],
  drills: [],
};

describe('the review as Markdown', () => {
  it('is no more than text, whatever a title says', () => {
    const measured = figures.map(definition =>
      evaluateFigure(definition, NONE, PERIOD),
    );
    const insights: Insights = {
      environments: [],
      now: '2026-11-30T00:00:00Z',
      from: '2026-11-01T00:00:00Z',
      to: '2026-11-29T00:00:00Z',
      headline: headlineOf(measured),
      figures: measured,
      reviews: { open: 2, overdue: 1 },
      thanks: [
        {
          rolloutId: 'r',
          title: '<img src=x> | [press](http://example.com)\n# Heading',
          service: 'component:default/checkout',
          name: 'Petra',
          reason: 'Slow',
          at: '2026-11-03T00:00:00Z',
        },
      ],
    };
    const text = insightsMarkdown(insights, {
      owner: 'group:default/payments',
      environment: 'production',
    });
    expect(text).toContain('# Governed rollouts, 2026-11-01 to 2026-11-28');
    expect(text).toContain(
      'Only owner group:default/payments, environment production.',
    );
    expect(insightsMarkdown(insights)).not.toContain('Only');
    expect(text).toContain('No rollout exposed anybody in this period.');
    expect(text).toContain('2 open, 1 of them overdue.');
    expect(text).toContain(
      '“\\<img src=x\\> \\| \\[press\\](http://example.com) \\# Heading”',
    );
    expect(text).not.toMatch(/^# Heading/m);
    expect(text).toContain('| Change lead time | nothing measured | 0 |');
  });
});

describe('the headline of a period', () => {
  const figure = (id: FigureId, given: Partial<Figure>): Figure => {
    const definition = figures.find(each => each.id === id);
    if (!definition) throw new Error(`${id} is no figure`);
    return { ...evaluateFigure(definition, NONE, PERIOD), ...given };
  };
  const none = { value: null, sample: 0 };

  it.each<[string, Partial<Figure>, number | null, string]>([
    [
      'some were taken back',
      { value: 0.125, sample: 8, previous: { value: 0.2, sample: 5 } },
      0.52,
      '8 rollouts exposed somebody; 1 was taken back (12.5 %). In the period before it was 20.0 % of 5. Half of the recoveries took 520 ms at most.',
    ],
    [
      'none was',
      { value: 0, sample: 1, previous: none },
      null,
      '1 rollout exposed somebody; none of them was taken back.',
    ],
    [
      'nothing was exposed',
      { ...none, previous: none },
      null,
      'No rollout exposed anybody in this period.',
    ],
  ])('says it where %s', (_, failed, recovery, said) => {
    expect(
      headlineOf([
        figure('change-fail-rate', failed),
        figure('recovery-time', { value: recovery }),
      ]),
    ).toBe(said);
  });
});
