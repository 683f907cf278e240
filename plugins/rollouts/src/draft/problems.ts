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

import type { z } from 'zod';
import {
  experimentDraftSchema,
  planDraftSchema,
  type PolicyResult,
  type Problem,
} from '@stagecraft/backstage-plugin-rollouts-common';
import type { Text } from '../translation/useText';
import type { Form, StageForm } from './form';
import { keyOfPath, startsWith, valueAt, type Path } from './path';
import { planOf } from './proposal';

/** What is wrong with one field, named by its path in the form. */
export interface FieldProblem {
  path: Path;
  message: string;
}

type RawIssue = z.core.$ZodRawIssue;

/** Words for what the schemas themselves have no words for. */
function sayer(t: Text) {
  return (issue: RawIssue): string | undefined => {
    switch (issue.code) {
      case 'too_small':
        return issue.origin === 'string'
          ? t('request.problem.missing')
          : t('request.problem.atLeast', { limit: String(issue.minimum) });
      case 'too_big':
        return t('request.problem.atMost', { limit: String(issue.maximum) });
      case 'invalid_type':
        return issue.expected === 'number'
          ? t('request.problem.number')
          : t('request.problem.missing');
      default:
        return undefined;
    }
  };
}

/** Groups of the plan that have no field of their own, and the one that speaks. */
const SPEAKERS: Readonly<Record<string, string>> = {
  approvals: 'required',
  audience: 'kind',
  check: 'kind',
  noData: 'afterSeconds',
  schedule: 'start',
  rollbackPlan: 'notes',
};

/** The path of the field that shows what is wrong at a path. */
export function inForm(path: Path, stages: readonly StageForm[] = []): Path {
  const last = path.at(-1);
  const speaker = path[0] === 'plan' ? SPEAKERS[String(last)] : undefined;
  return speaker ? [...path, speaker] : withOneHeader(path, stages);
}

/** Stages of one audience share what marks it, which has its fields once. */
function withOneHeader(path: Path, stages: readonly StageForm[]): Path {
  const [plan, list, index, audience, ...rest] = path;
  const isOfAudience =
    plan === 'plan' &&
    list === 'stages' &&
    audience === 'audience' &&
    (rest[0] === 'header' || rest[0] === 'name');
  if (!isOfAudience) return path;
  return stages[Number(index)]?.audience.kind === 'segment'
    ? ['segment', ...rest]
    : rest;
}

function issuesOf(
  result: z.ZodSafeParseResult<unknown>,
  root: string,
  stages?: readonly StageForm[],
): FieldProblem[] {
  return (result.error?.issues ?? []).map(issue => ({
    path: inForm(
      [
        root,
        ...issue.path.map(part =>
          typeof part === 'number' ? part : String(part),
        ),
      ],
      stages,
    ),
    message: issue.message,
  }));
}

/** One problem a field: the first said. */
function once(problems: readonly FieldProblem[]): FieldProblem[] {
  const seen = new Set<string>();
  return problems.filter(({ path }) => {
    const key = keyOfPath(path);
    return !seen.has(key) && seen.add(key);
  });
}

/**
 * The schema compares stages with each other only in a plan that is otherwise
 * whole. The rest of this one is, so that they are compared from the start.
 */
const WHOLE_REST = {
  environment: 'any',
  playbook: 'any',
  artefacts: {
    images: [{ name: 'any', digest: `sha256:${'0'.repeat(64)}` }],
    commit: '0000000',
    authors: [],
  },
  targets: [
    {
      kind: 'any',
      cluster: 'any',
      namespace: 'any',
      name: 'any',
      backends: { baseline: 'any', new: 'any' },
    },
  ],
  successMetrics: [{ metric: 'any', worthwhile: 0 }],
  decisionRule: 'do-no-harm',
  schedule: { start: 'by-hand' },
  end: '2000-01-01T00:00:00Z',
  rollbackPlan: { kind: 'restore-baseline', notes: 'any' },
};

/** Of a metric that nobody chose, the schema only says how names are written. */
function inWords(problem: FieldProblem, form: Form, t: Text): FieldProblem {
  const unchosen =
    problem.path.at(-1) === 'metric' && valueAt(form, problem.path) === '';
  return unchosen
    ? { ...problem, message: t('request.problem.metric') }
    : problem;
}

/** What the schemas find wrong, without asking anybody. */
export function localProblems(form: Form, t: Text): FieldProblem[] {
  const error = sayer(t);
  const plan = planOf(form);
  const ladder = {
    ...WHOLE_REST,
    stages: plan.stages,
    guardrails: plan.guardrails,
  };
  return once([
    ...(form.service
      ? []
      : [{ path: ['service'], message: t('request.problem.service') }]),
    ...(form.plan.playbook
      ? []
      : [
          {
            path: ['plan', 'playbook'],
            message: t('request.problem.playbook'),
          },
        ]),
    ...issuesOf(
      experimentDraftSchema.safeParse(form.experiment, { error }),
      'experiment',
    ),
    ...issuesOf(
      planDraftSchema.safeParse(plan, { error }),
      'plan',
      form.plan.stages,
    ),
    ...issuesOf(
      planDraftSchema.safeParse(ladder, { error }),
      'plan',
      form.plan.stages,
    ),
  ]).map(problem => inWords(problem, form, t));
}

const ROOTS: readonly (string | number | undefined)[] = [
  'plan',
  'experiment',
  'service',
];

function fromServer(problem: Problem): FieldProblem {
  const path =
    problem.path[0] === 'body' ? problem.path.slice(1) : problem.path;
  const { message, remedy } = problem;
  return {
    path: inForm(ROOTS.includes(path[0]) ? path : ['plan', ...path]),
    message:
      remedy && remedy !== message
        ? `${message.replace(/[.\s]*$/, '')}. ${remedy}`
        : message,
  };
}

/** What the API found wrong, and policies that fail, by field. */
export function serverProblems(
  problems: readonly Problem[],
  policies: readonly PolicyResult[] = [],
): FieldProblem[] {
  const failing = policies.flatMap(({ outcome, path, explanation, remedy }) =>
    outcome === 'fail'
      ? [{ path: path ?? [], message: explanation, remedy }]
      : [],
  );
  return once([...problems, ...failing].map(fromServer));
}

/**
 * What is wrong now: what the schemas say, then what the API said of a form,
 * as far as the fields it is about are still as they were.
 */
export function allProblems(
  form: Form,
  local: readonly FieldProblem[],
  told: readonly { form: Form; problems: readonly FieldProblem[] }[],
): FieldProblem[] {
  const still = told.flatMap(({ form: asked, problems }) =>
    problems.filter(
      ({ path }) =>
        JSON.stringify(valueAt(asked, path)) ===
        JSON.stringify(valueAt(form, path)),
    ),
  );
  return once([...local, ...still]);
}

/** Whether any problem lies at or below a path. */
export function problemBelow(
  problems: readonly FieldProblem[],
  path: Path,
): FieldProblem | undefined {
  return problems.find(problem => startsWith(problem.path, path));
}
