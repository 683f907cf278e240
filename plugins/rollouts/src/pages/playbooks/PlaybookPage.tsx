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
import { useRouteRef } from '@backstage/core-plugin-api';
import { useParams, useSearchParams } from 'react-router-dom';
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
  Link,
  LoadingNote,
  OnScreen,
  PageBody,
  RecoverySteps,
  StaleBanner,
} from '../../kit';
import { ExposureFrame, GuardrailsTable, StagesTable } from '../../plan';
import { playbookRouteRef } from '../../routes';
import { useText } from '../../translation/useText';
import { Demands } from './Demands';
import { Fared } from './Fared';
import { History } from './History';
import { OpenChanges } from './OpenChanges';
import { PlaybookHeader } from './PlaybookHeader';
import { PlaybookLearnings } from './PlaybookLearnings';
import { PlaybookVersions } from './PlaybookVersions';
import { ReviewCard } from './ReviewCard';

function Document(props: { playbook: PlaybookView; newest: boolean }) {
  const t = useText();
  const { playbook, newest } = props;
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
            <OnScreen>
              <Card title={t('playbooks.fared')}>
                <Fared playbook={playbook} />
              </Card>
            </OnScreen>
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
            {newest && (
              <OnScreen>
                <ReviewCard playbook={playbook} />
                <OpenChanges playbook={playbook.id} />
              </OnScreen>
            )}
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
      <OnScreen>
        <PlaybookLearnings playbook={playbook.id} />
        <PlaybookVersions key={playbook.version} playbook={playbook} />
        <History playbook={playbook.id} />
      </OnScreen>
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

/** Says that there is a newer one than what is shown. */
function Older(props: { playbook: PlaybookView; newest: number }) {
  const t = useText();
  const linkTo = useRouteRef(playbookRouteRef);
  const { id, version } = props.playbook;
  const newest = String(props.newest);
  return (
    <Card
      title={t('playbooks.olderTitle', { version: String(version), newest })}
      tone="warning"
    >
      <Copy block>{t('playbooks.olderText')}</Copy>
      <OnScreen>
        <Link to={linkTo({ id })}>{t('playbooks.toNewest', { newest })}</Link>
      </OnScreen>
    </Card>
  );
}

/** The version that an address names; undefined for the newest. */
function versionIn(params: URLSearchParams): number | undefined {
  const version = Number(params.get('version'));
  return Number.isSafeInteger(version) && version > 0 ? version : undefined;
}

/** One playbook: what one reads at three in the morning comes first. */
export default function PlaybookPage() {
  const t = useText();
  const { id = '' } = useParams();
  const [params] = useSearchParams();
  const linkTo = useRouteRef(playbookRouteRef);
  const version = versionIn(params);
  const read = usePlaybook(id, version);
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
        {version !== undefined && (
          <Link to={linkTo({ id })}>{t('playbooks.newestOf', { id })}</Link>
        )}
      </PageBody>
    );
  }
  if (!playbook) return <Skeleton />;
  const newest = Math.max(...playbook.versions.map(each => each.version));
  const isNewest = playbook.version === newest;
  return (
    <PageBody>
      <StaleBanner {...read} />
      <Fresh interrupted={read.interrupted}>
        <PlaybookHeader playbook={playbook} newest={isNewest} />
        {!isNewest && <Older playbook={playbook} newest={newest} />}
        <Copy block>{playbook.purpose}</Copy>
        <Document playbook={playbook} newest={isNewest} />
      </Fresh>
    </PageBody>
  );
}
