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

import { useMemo } from 'react';
import type { ServiceView } from '@stagecraft/backstage-plugin-rollouts-common';
import { useText, type Text } from '../../translation/useText';
import type { Form } from '../../draft/form';
import {
  allProblems,
  localProblems,
  serverProblems,
  type FieldProblem,
} from '../../draft/problems';
import type { useLiveCheck } from './useLiveCheck';
import type { Refused } from './useSubmit';

/** What the page knows without asking: a service that is closed, a reason. */
function circumstances(
  form: Form,
  service: ServiceView | undefined,
  revises: boolean,
  t: Text,
): FieldProblem[] {
  if (revises) {
    return form.reason.trim()
      ? []
      : [{ path: ['reason'], message: t('request.problem.reason') }];
  }
  return service && !service.request.open
    ? [
        {
          path: ['service'],
          message:
            service.request.reason ??
            t('request.target.closedTitle', { service: service.title }),
        },
      ]
    : [];
}

export interface Problems {
  /** Everything wrong with a draft now, by field. */
  all: FieldProblem[];
  /** What the page itself can tell; the rest may have changed meanwhile. */
  own: FieldProblem[];
}

/** What is wrong with a draft, by field. */
export function useProblems(
  form: Form,
  service: ServiceView | undefined,
  told: ReturnType<typeof useLiveCheck>['told'],
  refused: Refused | undefined,
  revises: boolean,
): Problems {
  const t = useText();
  const own = useMemo(
    () => [
      ...localProblems(form, t),
      ...circumstances(form, service, revises, t),
    ],
    [form, service, revises, t],
  );
  const all = useMemo(
    () =>
      allProblems(form, own, [
        ...(refused
          ? [
              {
                form: refused.form,
                problems: serverProblems(refused.refusal.problems),
              },
            ]
          : []),
        ...(told
          ? [
              {
                form: told.form,
                problems: serverProblems(
                  told.check.problems,
                  told.check.policies,
                ),
              },
            ]
          : []),
      ]),
    [form, own, refused, told],
  );
  return { all, own };
}
