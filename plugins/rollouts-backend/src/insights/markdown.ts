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
  FigureGroup,
  Insights,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { told } from './told';

const GROUPS: Record<FigureGroup, string> = {
  delivery: 'Delivery',
  reversals: 'Reversals',
  people: 'People',
  hypotheses: 'Hypotheses',
  readiness: 'Readiness',
};

/** Text that a table's cell or a list can hold, whoever wrote it. */
function plain(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]<>|#!]/g, '\\$&');
}

function row(figure: Figure): string {
  const { kind, title, value, p90, range, sample, previous } = figure;
  const tail = [
    p90 === null ? '' : `, 90 % within ${told('duration', p90)}`,
    range === null
      ? ''
      : `, of few: ${told(kind, range.low)} to ${told(kind, range.high)}`,
  ].join('');
  return `| ${title} | ${told(kind, value)}${tail} | ${sample} | ${told(
    kind,
    previous.value,
  )} (${previous.sample}) |`;
}

function table(group: FigureGroup, figures: readonly Figure[]): string[] {
  const own = figures.filter(figure => figure.group === group);
  return [
    `## ${GROUPS[group]}`,
    '',
    '| | this period | measured | the period before |',
    '|---|---|---|---|',
    ...own.map(row),
    '',
    ...own.map(({ title, definition }) => `- **${title}**: ${definition}`),
    '',
  ];
}

/** What the figures are of, where not of everything. */
export interface Narrowed {
  owner?: string;
  system?: string;
  playbook?: string;
  environment?: string;
}

function scopeOf({ owner, system, playbook, environment }: Narrowed): string[] {
  const named = [
    owner && `owner ${owner}`,
    system && `system ${system}`,
    playbook && `playbook ${playbook}`,
    environment && `environment ${environment}`,
  ].filter(part => part !== undefined);
  return named.length === 0 ? [] : [`Only ${plain(named.join(', '))}.`, ''];
}

/** The review of a period as a document of its own. */
export function insightsMarkdown(
  insights: Insights,
  narrowed: Narrowed = {},
): string {
  const { from, to, headline, figures, reviews, thanks, now } = insights;
  const day = (instant: string) => instant.slice(0, 10);
  const lastDay = (end: string) =>
    day(new Date(Date.parse(end) - 1).toISOString());
  // The keys of the record are just the groups.
  const groups = Object.keys(GROUPS) as FigureGroup[];
  return [
    `# Governed rollouts, ${day(from)} to ${lastDay(to)}`,
    '',
    ...scopeOf(narrowed),
    headline,
    '',
    'Medians are of what was measured in the period. Small samples say little; no figure here is a target.',
    '',
    ...groups.flatMap(group => table(group, figures)),
    '## Reviews',
    '',
    `${reviews.open} open, ${reviews.overdue} of them overdue.`,
    '',
    '## Thanks',
    '',
    ...(thanks.length === 0
      ? ['Nobody had to take a change back before a guardrail did.']
      : thanks.map(
          ({ name, title, service, reason, at }) =>
            `- ${plain(name)} took back “${plain(title)}” (${plain(
              service,
            )}) on ${day(at)}: ${plain(reason)}`,
        )),
    '',
    `Made ${now}.`,
    '',
  ].join('\n');
}
