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

import { useMemo, useRef } from 'react';
import type {
  PlaybookView,
  ServiceView,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { useMetrics } from '../../data/useMetrics';
import { Button, classes, Heading, PageBody, Row, styles } from '../../kit';
import { useText } from '../../translation/useText';
import { DraftProvider, type DraftValue } from '../../draft/DraftContext';
import type { Form } from '../../draft/form';
import type { FieldProblem } from '../../draft/problems';
import type { DraftState } from '../../draft/state';
import {
  stepAfter,
  stepBefore,
  stepOf,
  STEPS,
  type Step,
} from '../../draft/steps';
import { useDraft } from '../../draft/useDraft';
import { ImportPlan } from './ImportPlan';
import { RefusedCard } from './RefusedCard';
import { SidePanel } from './SidePanel';
import { StepBody } from './StepBody';
import { Stepper, type StepState } from './Stepper';
import { useFocus } from '../../draft/useFocus';
import { useLiveCheck } from './useLiveCheck';
import { useProblems } from './useProblems';
import { useSubmit, type Revised } from './useSubmit';

const useStyles = styles(({ space, oneColumn }) => ({
  layout: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(232px, 264px)',
    gap: space(2),
    alignItems: 'start',
    [oneColumn]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  stacked: { gridTemplateColumns: 'minmax(0, 1fr)' },
  main: {
    display: 'flex',
    flexDirection: 'column',
    gap: space(2),
    minWidth: 0,
  },
}));

function statesOf(
  { tried }: DraftState,
  problems: readonly FieldProblem[],
): Record<Step, StepState> {
  const state = (step: Step): StepState => {
    const count = problems.filter(({ path }) => stepOf(path) === step).length;
    const isTried = tried.includes(step);
    return {
      problems: isTried ? count : 0,
      complete: isTried && count === 0,
    };
  };
  return Object.fromEntries(STEPS.map(step => [step, state(step)])) as Record<
    Step,
    StepState
  >;
}

export interface WizardProps {
  viewer: string;
  /** Names the draft among the viewer's others. */
  subject: string;
  initial: Form;
  services: readonly ServiceView[];
  playbooks: readonly PlaybookView[];
  revised?: Revised;
  title: string;
}

/** Writes a request, step by step. */
export function Wizard(props: WizardProps) {
  const css = useStyles();
  const t = useText();
  const { services, playbooks, revised } = props;
  const body = useRef<HTMLDivElement>(null);
  const draft = useDraft(props.viewer, props.subject, props.initial);
  const { state, dispatch } = draft;
  const { form, step } = state;
  const metrics = useMetrics(form.service || undefined).data?.items;
  const live = useLiveCheck(form);
  const { submit, busy, refused } = useSubmit(state, draft.forget, revised);
  const service = services.find(({ ref }) => ref === form.service);
  const revises = revised !== undefined;
  const { all: problems, own } = useProblems(
    form,
    service,
    live.told,
    refused,
    revises,
  );
  useFocus(state, body);

  const value = useMemo<DraftValue>(
    () => ({
      state,
      dispatch,
      problems,
      services,
      playbooks,
      metrics: metrics ?? [],
      check: live.told?.check,
      revises,
    }),
    [
      state,
      dispatch,
      problems,
      services,
      playbooks,
      metrics,
      live.told,
      revises,
    ],
  );

  const isReview = step === 'review';
  const go = (to: Step) => dispatch({ type: 'go', step: to });
  const next = stepAfter(step);
  const before = stepBefore(step);
  const onNext = () => {
    dispatch({ type: 'try', steps: [step] });
    if (problems.some(({ path }) => stepOf(path) === step)) {
      dispatch({ type: 'focus', step, path: null });
    } else if (next) {
      go(next);
    }
  };
  const onSubmit = () => {
    dispatch({ type: 'try', steps: STEPS });
    // What the API said before may be over: asking again tells.
    const wrong = STEPS.find(each =>
      own.some(({ path }) => stepOf(path) === each),
    );
    if (wrong) dispatch({ type: 'focus', step: wrong, path: null });
    else void submit();
  };

  return (
    <DraftProvider value={value}>
      <PageBody>
        <Heading level={2}>{props.title}</Heading>
        {!revises && <ImportPlan />}
        <Stepper current={step} states={statesOf(state, problems)} onGo={go} />
        <RefusedCard refused={refused} />
        <div className={classes(css.layout, isReview && css.stacked)}>
          <div className={css.main}>
            <div ref={body}>
              <StepBody />
            </div>
            <Row justify="space-between">
              {before ? (
                <Button onPress={() => go(before)}>{t('request.back')}</Button>
              ) : (
                <span />
              )}
              {next ? (
                <Button tone="main" onPress={onNext}>
                  {t('request.next')}
                </Button>
              ) : (
                <Button tone="main" busy={busy} onPress={onSubmit}>
                  {t(revises ? 'request.submitRevision' : 'request.submit')}
                </Button>
              )}
            </Row>
          </div>
          <SidePanel
            check={live.told?.check}
            enabled={live.enabled}
            checking={live.checking}
            failure={live.failure}
            onRetry={live.retry}
            kept={draft.kept}
            onDiscard={draft.startOver}
            brief={isReview}
          />
        </div>
      </PageBody>
    </DraftProvider>
  );
}
