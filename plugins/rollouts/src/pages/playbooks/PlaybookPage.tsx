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

import type { PlaybookView } from '@stagecraft/backstage-plugin-rollouts-common';
import { useParams } from 'react-router-dom';
import { useMetrics } from '../../data/useMetrics';
import { usePlaybook } from '../../data/usePlaybooks';
import {
  Block,
  Card,
  Columns,
  Contacts,
  Copy,
  Facts,
  Failed,
  formatDuration,
  Fresh,
  LoadingNote,
  PageBody,
  RecoverySteps,
  StaleBanner,
} from '../../kit';
import { ExposureFrame, GuardrailsTable, StagesTable } from '../../plan';
import { useText } from '../../translation/useText';
import { Demands } from './Demands';
import { Fared } from './Fared';
import { History } from './History';
import { OpenChanges } from './OpenChanges';
import { PlaybookHeader } from './PlaybookHeader';
import { PlaybookLearnings } from './PlaybookLearnings';
import { PlaybookVersions } from './PlaybookVersions';
import { ReviewCard } from './ReviewCard';

function Document(props: { playbook: PlaybookView }) {
  const t = useText();
  const { playbook } = props;
  const metrics = useMetrics();
  const definitions = new Map(
    metrics.data?.items.map(({ definition }) => [definition.name, definition]),
  );
  return (
    <>
      <Columns
        main={
          <>
            <Card title={t('playbooks.recovery')}>
              <RecoverySteps steps={playbook.recoverySteps} large />
            </Card>
            {playbook.contacts.length > 0 && (
              <Card title={t('playbooks.contacts')}>
                <Contacts contacts={playbook.contacts} />
              </Card>
            )}
            <Card title={t('playbooks.fared')}>
              <Fared playbook={playbook} />
            </Card>
            <Card>
              <ExposureFrame stages={playbook.stages} />
              <Copy block subtle small>
                {t('playbooks.ends', {
                  duration: formatDuration(playbook.endsAfterSeconds),
                })}
              </Copy>
            </Card>
          </>
        }
        side={
          <>
            <ReviewCard playbook={playbook} />
            <OpenChanges playbook={playbook.id} />
            <Card title={t('playbooks.roles')}>
              <Facts
                facts={playbook.roles.map(role => ({
                  term: role.name,
                  value: role.does,
                }))}
              />
            </Card>
            <Demands playbook={playbook} />
          </>
        }
      />
      <Card title={t('playbooks.ladder')} flush>
        <StagesTable stages={playbook.stages} />
      </Card>
      <Card title={t('playbooks.guardrails')} flush>
        <GuardrailsTable
          guardrails={playbook.guardrails}
          definitions={definitions}
        />
      </Card>
      <PlaybookLearnings playbook={playbook.id} />
      <PlaybookVersions playbook={playbook} />
      <History playbook={playbook.id} />
    </>
  );
}

function Skeleton() {
  return (
    <PageBody>
      <LoadingNote />
      <Block height={40} />
      <Columns
        main={
          <>
            <Block height={240} />
            <Block height={280} />
          </>
        }
        side={
          <>
            <Block height={120} />
            <Block height={280} />
          </>
        }
      />
    </PageBody>
  );
}

/** One playbook: what one reads at three in the morning comes first. */
export default function PlaybookPage() {
  const t = useText();
  const { id = '' } = useParams();
  const read = usePlaybook(id);
  const { data: playbook, failure, retry } = read;
  if (failure) {
    return (
      <PageBody>
        <Failed
          refusal={failure}
          title={t('playbooks.failedOne')}
          level={2}
          onRetry={retry}
        />
      </PageBody>
    );
  }
  if (!playbook) return <Skeleton />;
  return (
    <PageBody>
      <StaleBanner {...read} />
      <Fresh interrupted={read.interrupted}>
        <PlaybookHeader playbook={playbook} />
        <Copy block>{playbook.purpose}</Copy>
        <Document playbook={playbook} />
      </Fresh>
    </PageBody>
  );
}
