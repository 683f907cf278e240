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

import { useState } from 'react';
import { useParams, useSearchParams } from 'react-router-dom';
import type { Experiment } from '@stagecraft/backstage-plugin-rollouts-common';
import { useExperiment } from '../../data/useExperiment';
import { Discussion } from '../../discussion/Discussion';
import { RolloutHistory } from '../../history/RolloutHistory';
import {
  Announcer,
  Block,
  Card,
  Clock,
  Copy,
  Failed,
  Fresh,
  Heading,
  LoadingNote,
  PageBody,
  StaleBanner,
} from '../../kit';
import { Similar } from '../../learnings/Similar';
import { HypothesisText } from '../../plan';
import { useText } from '../../translation/useText';
import { ConcludeForm } from './ConcludeForm';
import { ConclusionCard } from './ConclusionCard';
import { EffectsCard } from './EffectsCard';
import { ExperimentHeader } from './ExperimentHeader';

const CONCLUDE = 'conclude';

function Skeleton() {
  return (
    <>
      <LoadingNote />
      <Block height={56} />
      <Block height={150} />
      <Block height={240} />
      <Block height={160} />
    </>
  );
}

/** The belief and what it is for. */
function HypothesisCard(props: { experiment: Experiment }) {
  const t = useText();
  const { businessGoal, hypothesis, description, tags } = props.experiment;
  return (
    <Card title={t('experiment.hypothesis')}>
      <Copy block>
        <Copy strong>{t('experiment.goal')}: </Copy>
        {businessGoal}
      </Copy>
      <HypothesisText hypothesis={hypothesis} />
      {description && <Copy block>{description}</Copy>}
      {tags && tags.length > 0 && (
        <Copy block small subtle>
          {t('experiment.tags')}: {tags.join(', ')}
        </Copy>
      )}
    </Card>
  );
}

function Content(props: { experiment: Experiment }) {
  const t = useText();
  const [params, setParams] = useSearchParams();
  const [said, setSaid] = useState('');
  const { experiment } = props;
  const { conclusion, hypothesis, rollouts } = experiment;
  const asked = params.get(CONCLUDE) !== null;
  const ask = (open: boolean) =>
    setParams(
      before => {
        const after = new URLSearchParams(before);
        if (open) after.set(CONCLUDE, '1');
        else after.delete(CONCLUDE);
        return after;
      },
      { replace: true },
    );
  return (
    <>
      <Announcer text={said} />
      <ExperimentHeader
        experiment={experiment}
        onConclude={asked ? undefined : () => ask(true)}
      />
      {conclusion && <ConclusionCard conclusion={conclusion} />}
      {asked && (
        <ConcludeForm
          experiment={experiment}
          onClose={() => ask(false)}
          onDone={outcome => {
            setSaid(
              t('experiment.conclude.done', {
                outcome: t(`learnings.${outcome}`),
              }),
            );
            ask(false);
          }}
        />
      )}
      <HypothesisCard experiment={experiment} />
      <EffectsCard experiment={experiment} />
      <Card title={t('experiment.rollouts')} flush={rollouts.length > 0}>
        {rollouts.length === 0 ? (
          <Copy block subtle>
            {t('experiment.noRollouts')}
          </Copy>
        ) : (
          <RolloutHistory caption={t('experiment.rollouts')} rows={rollouts} />
        )}
      </Card>
      <Similar
        title={experiment.title}
        hypothesis={hypothesis}
        except={experiment.id}
      />
      <Discussion experimentId={experiment.id} />
    </>
  );
}

/** One experiment: what was believed, what was seen, what it taught. */
export default function ExperimentPage() {
  const t = useText();
  const { id = '' } = useParams();
  const read = useExperiment(id);
  const experiment = read.data;
  return (
    <PageBody>
      <StaleBanner {...read} />
      {!experiment && <Heading level={2}>{t('experiment.title')}</Heading>}
      {read.failure && (
        <Failed
          refusal={read.failure}
          title={t('experiment.failed')}
          level={2}
          onRetry={read.retry}
        />
      )}
      {read.loading && <Skeleton />}
      {experiment && (
        <Fresh interrupted={read.interrupted}>
          <Clock now={experiment.now} receivedAt={read.receivedAt}>
            <Content key={experiment.id} experiment={experiment} />
          </Clock>
        </Fresh>
      )}
    </PageBody>
  );
}
