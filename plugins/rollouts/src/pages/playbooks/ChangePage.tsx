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

import { useRouteRef } from '@backstage/core-plugin-api';
import {
  documentOf,
  type PlaybookChange,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { useParams } from 'react-router-dom';
import { usePlaybook, usePlaybookChange } from '../../data/usePlaybooks';
import {
  Actor,
  Button,
  Card,
  Columns,
  Copy,
  Disclosure,
  EntityNames,
  Facts,
  Failed,
  Fresh,
  Heading,
  Lines,
  Link,
  PageBody,
  PageSkeleton,
  RecoverySteps,
  Row,
  StaleBanner,
  Time,
} from '../../kit';
import { ChangeDiff, ExposureFrame } from '../../plan';
import {
  editPlaybookRouteRef,
  experimentRouteRef,
  playbookRouteRef,
} from '../../routes';
import { useText } from '../../translation/useText';
import { ChangeDecision } from './ChangeDecision';
import { DifferencesList } from './DifferencesList';
import { yamlOf } from './drafts';
import { ChangeSign } from './Signs';

/** What would differ from the version that it changes. */
function Differences(props: { change: PlaybookChange }) {
  const t = useText();
  const { change } = props;
  const isNew = change.baseVersion === 0;
  const base = usePlaybook(change.playbook, change.baseVersion || undefined, {
    enabled: !isNew,
  });
  const { document } = change;
  if (!document) return <Copy block>{t(`playbooks.${change.kind}Text`)}</Copy>;
  if (isNew) {
    return (
      <>
        <Copy block>{document.purpose}</Copy>
        <ExposureFrame stages={document.stages} />
        <RecoverySteps steps={document.recoverySteps} />
        <Disclosure title={t('playbooks.asYaml')}>
          <ChangeDiff
            label={t('playbooks.asYaml')}
            change={{ before: '', after: yamlOf(document, document.title) }}
          />
        </Disclosure>
      </>
    );
  }
  if (base.failure) {
    return <Failed refusal={base.failure} onRetry={base.retry} />;
  }
  if (!base.data) return <Lines count={6} />;
  const before = documentOf(base.data);
  return (
    <>
      <DifferencesList before={before} after={document} />
      <Disclosure title={t('playbooks.asYaml')}>
        <ChangeDiff
          label={t('playbooks.asYaml')}
          change={{
            before: yamlOf(before, before.title),
            after: yamlOf(document, before.title),
          }}
        />
      </Disclosure>
    </>
  );
}

function About(props: { change: PlaybookChange }) {
  const t = useText();
  const playbook = useRouteRef(playbookRouteRef);
  const experiment = useRouteRef(experimentRouteRef);
  const { change } = props;
  return (
    <Card title={t('playbooks.about')}>
      <Facts
        facts={[
          {
            term: t('playbooks.playbook'),
            value:
              change.newestVersion > 0 ? (
                <Link to={playbook({ id: change.playbook })}>
                  {change.playbook}
                </Link>
              ) : (
                change.playbook
              ),
          },
          {
            term: t('playbooks.proposedBy'),
            value: (
              <>
                <Actor actor={change.proposedBy} />,{' '}
                <Time at={change.proposedAt} />
              </>
            ),
          },
          {
            term: t('playbooks.changesVersion'),
            value: change.baseVersion
              ? t('playbooks.version', { version: String(change.baseVersion) })
              : t('playbooks.isNew'),
          },
          ...(change.learning
            ? [
                {
                  term: t('playbooks.learning'),
                  value: (
                    <Link to={experiment({ id: change.learning.experimentId })}>
                      {change.learning.title}
                    </Link>
                  ),
                },
              ]
            : []),
          {
            term: t('playbooks.signedOffBy'),
            value:
              change.owners.length > 0 ? (
                <EntityNames refs={change.owners} />
              ) : (
                t('playbooks.nobody')
              ),
          },
        ]}
      />
    </Card>
  );
}

/** A change of an older version can only be made again on the newest. */
function Rebase(props: { change: PlaybookChange }) {
  const t = useText();
  const edit = useRouteRef(editPlaybookRouteRef);
  const { id, playbook, state, baseVersion, newestVersion, document } =
    props.change;
  if (state !== 'open' || baseVersion === newestVersion) return null;
  return (
    <Card title={t('playbooks.rebaseTitle')} tone="warning">
      <Copy block>
        {t('playbooks.rebase', {
          base: String(baseVersion),
          newest: String(newestVersion),
        })}
      </Copy>
      {document && (
        <Row>
          <Button to={`${edit({ id: playbook })}?again=${id}`}>
            {t('playbooks.proposeAgain', { version: String(newestVersion) })}
          </Button>
        </Row>
      )}
    </Card>
  );
}

/** One change of a playbook: what it is, and who decides of it. */
export default function ChangePage() {
  const t = useText();
  const { change: id = '' } = useParams();
  const read = usePlaybookChange(id);
  const { data: change, failure, retry } = read;
  if (failure) {
    return (
      <PageBody>
        <Failed
          refusal={failure}
          title={t('playbooks.changeFailed')}
          onRetry={retry}
        />
      </PageBody>
    );
  }
  if (!change) return <PageSkeleton />;
  return (
    <PageBody>
      <StaleBanner {...read} />
      <Fresh interrupted={read.interrupted}>
        <Row>
          <Heading level={2}>
            {t(`playbooks.changeTitle.${change.kind}`, {
              title: change.document?.title ?? change.playbook,
            })}
          </Heading>
          <ChangeSign state={change.state} />
        </Row>
        <Copy block>{change.reason}</Copy>
        <Rebase change={change} />
        <Columns
          main={
            <Card title={t('playbooks.whatChanges')}>
              <Differences change={change} />
            </Card>
          }
          side={
            <>
              <ChangeDecision change={change} />
              <About change={change} />
            </>
          }
        />
      </Fresh>
    </PageBody>
  );
}
