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
import { usePlanPreview } from '../../../data/usePlan';
import {
  Block,
  Card,
  Copy,
  Failed,
  Lines,
  LoadingNote,
  styles,
} from '../../../kit';
import {
  HypothesisText,
  PlanView,
  PreflightCards,
  StageChanges,
} from '../../../plan';
import { useText } from '../../../translation/useText';
import { useDraftValue } from '../../../draft/DraftContext';
import { wholePlanOf } from '../../../draft/shownPlan';
import { TextInput } from '../../../fields/inputs';
import { ProblemLinks } from '../ProblemList';
import { Known } from '../SidePanel';

const useStyles = styles(({ narrow, space }) => ({
  // What policy says is the longest, and stands beside the rest.
  grid: {
    display: 'grid',
    gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
    gridTemplateRows: 'auto auto 1fr',
    gap: space(2),
    '& > :nth-child(3)': { gridColumn: 2, gridRow: '1 / span 3' },
    [narrow]: {
      gridTemplateColumns: 'minmax(0, 1fr)',
      '& > :nth-child(3)': { gridColumn: 1, gridRow: 'auto' },
    },
  },
}));

function DryRun() {
  const t = useText();
  const { state, revises } = useDraftValue();
  const { form } = state;
  const plan = useMemo(() => wholePlanOf(form), [form]);
  const { data, failure, retry } = usePlanPreview(form.service, plan);
  if (!plan) return null;
  if (failure) {
    return (
      <Failed
        refusal={failure}
        title={t('request.review.previewFailed')}
        onRetry={retry}
      />
    );
  }
  if (!data) {
    return (
      <Card title={t('request.review.previewLoading')}>
        <LoadingNote />
        <Block height={120} />
      </Card>
    );
  }
  return (
    <>
      <PreflightCards targets={data.targets} own={revises} />
      <Card title={t('plan.changes.title')}>
        <StageChanges targets={data.targets} stages={plan.stages} />
      </Card>
    </>
  );
}

/** The whole plan as its owner will see it. */
export function ReviewStep() {
  const css = useStyles();
  const t = useText();
  const { state, problems, metrics, check, revises } = useDraftValue();
  const { form } = state;
  const plan = useMemo(() => wholePlanOf(form), [form]);
  const definitions = useMemo(
    () => new Map(metrics.map(view => [view.definition.name, view.definition])),
    [metrics],
  );
  return (
    <>
      {problems.length > 0 && (
        <Card title={t('request.review.incomplete')} tone="error">
          <ProblemLinks problems={problems} />
        </Card>
      )}
      <Copy block subtle>
        {t('request.review.lead')}
      </Copy>
      {check ? (
        <div className={css.grid}>
          <Known check={check} />
        </div>
      ) : (
        <Lines count={2} />
      )}
      <Card title={form.experiment.title || t('request.title')}>
        <HypothesisText
          hypothesis={form.experiment.hypothesis}
          businessGoal={form.experiment.businessGoal}
        />
      </Card>
      {plan && (
        <>
          <PlanView
            service={form.service}
            plan={plan}
            playbook={{ id: plan.playbook }}
            definitions={definitions}
          />
          <DryRun />
        </>
      )}
      {revises && (
        <Card title={t('request.review.reason')}>
          <TextInput
            path={['reason']}
            label={t('request.review.reason')}
            lines={2}
            required
          />
        </Card>
      )}
    </>
  );
}
