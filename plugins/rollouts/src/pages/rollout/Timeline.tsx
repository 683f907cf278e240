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
import {
  policyTitle,
  type Decision,
  type Rollout,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { doneText } from '../../commands';
import { useDecisions, type ActorFilter } from '../../data/useRollout';
import {
  Actor,
  Button,
  Card,
  Code,
  Copy,
  DataTable,
  Disclosure,
  DrillSign,
  Failed,
  Row,
  SelectField,
  shortHash,
  Stack,
  StaleBanner,
  Time,
} from '../../kit';
import { bypassedText } from '../../plan';
import { useText } from '../../translation/useText';
import { ExportButtons } from './ExportButtons';

function Grounds(props: { decision: Decision }) {
  const t = useText();
  const { decision } = props;
  const hasEvidence = Object.keys(decision.evidence).length > 0;
  return (
    <Stack gap={0.5}>
      {hasEvidence && (
        <Disclosure title={t('rollout.timeline.evidence')}>
          <Code label={t('rollout.timeline.evidence')}>
            {JSON.stringify(decision.evidence, null, 2)}
          </Code>
        </Disclosure>
      )}
      {decision.policies.length > 0 && (
        <Disclosure title={t('rollout.timeline.policies')}>
          {decision.policies.map(policy => (
            <Copy key={policy.policy} block small>
              {policyTitle(policy)},{' '}
              {t(
                `plan.policy.outcome.${
                  policy.bypassed ? 'bypassed' : policy.outcome
                }`,
              )}
              : {policy.explanation}
              {policy.bypassed && ` (${bypassedText(policy, t)})`}
            </Copy>
          ))}
        </Disclosure>
      )}
      <Copy small subtle mono>
        {t('rollout.timeline.seq', {
          seq: String(decision.seq),
          hash: shortHash(decision.hash),
        })}
      </Copy>
    </Stack>
  );
}

function filterOf(value: string): ActorFilter {
  return value === 'people' || value === 'machine' ? value : undefined;
}

/** Every decision, newest first: who, what, why, and on what evidence. */
export function Timeline(props: {
  rollout: Pick<Rollout, 'id' | 'drill'>;
  active: boolean;
}) {
  const t = useText();
  const { id } = props.rollout;
  const [actor, setActor] = useState<ActorFilter>();
  const read = useDecisions(id, actor, props.active);
  return (
    <Card
      flush
      title={t('rollout.timeline.title')}
      actions={
        <Row>
          <DrillSign rollout={props.rollout} />
          <SelectField
            label={t('rollout.timeline.filter')}
            value={actor ?? ''}
            onChange={value => setActor(filterOf(value))}
            options={[
              { value: '', label: t('rollout.timeline.all') },
              { value: 'people', label: t('rollout.timeline.people') },
              { value: 'machine', label: t('rollout.timeline.machine') },
            ]}
          />
          <ExportButtons rolloutId={id} actor={actor} />
        </Row>
      }
    >
      <StaleBanner {...read} />
      {read.failure ? (
        <Failed
          refusal={read.failure}
          title={t('rollout.timeline.failed')}
          onRetry={read.retry}
        />
      ) : (
        <DataTable
          caption={t('rollout.timeline.caption')}
          loading={read.loading}
          rows={read.data ?? []}
          rowKey={decision => String(decision.seq)}
          empty={
            <Card>
              <Copy subtle>{t('rollout.timeline.empty')}</Copy>
            </Card>
          }
          columns={[
            {
              key: 'at',
              header: t('rollout.timeline.when'),
              width: '130px',
              cell: decision => <Time at={decision.at} />,
            },
            {
              key: 'actor',
              header: t('rollout.timeline.who'),
              width: '200px',
              cell: decision => <Actor actor={decision.actor} />,
            },
            {
              key: 'decision',
              header: t('rollout.timeline.decision'),
              cell: decision => (
                <Stack gap={0.25}>
                  <span>
                    <Copy strong>{doneText(decision.command, t)}</Copy>:{' '}
                    {decision.reason}
                  </span>
                  <Copy small subtle>
                    {decision.result.sentence}
                  </Copy>
                </Stack>
              ),
            },
            {
              key: 'grounds',
              header: t('rollout.timeline.evidence'),
              width: '28%',
              cell: decision => <Grounds decision={decision} />,
            },
          ]}
        />
      )}
      {read.more && (
        <Row justify="center">
          <Button tone="quiet" onPress={read.loadMore} busy={read.loadingMore}>
            {t('kit.showMore')}
          </Button>
        </Row>
      )}
    </Card>
  );
}
