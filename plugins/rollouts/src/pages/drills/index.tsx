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

import {
  drillRunPermission,
  nameOfRef,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { useDrills, useDrillStandings } from '../../data/useDrills';
import {
  Button,
  Card,
  Clock,
  Copy,
  Failed,
  Fresh,
  Heading,
  PageBody,
  Row,
  StaleBanner,
} from '../../kit';
import { IfMay } from '../../permissions/IfMay';
import { useText } from '../../translation/useText';
import { emptyFields, type DrillFields } from './draft';
import { DrillForm } from './DrillForm';
import { DrillsTable } from './DrillsTable';
import { StandingsCard } from './StandingsCard';

const FORM = 'rehearse';

/** Rehearsed rollbacks: how each service stands, and running one. */
export default function DrillsPage() {
  const t = useText();
  const [params, setParams] = useSearchParams();
  const service = params.get('service') ?? undefined;
  const playbook = params.get('playbook') ?? undefined;
  const standings = useDrillStandings({ service, playbook });
  const drills = useDrills({ service, playbook });
  const [typed, setTyped] = useState<DrillFields>();
  const breaches = standings.data?.breaches ?? ['injected-metric'];
  const fields = typed ?? {
    ...emptyFields(breaches[0]),
    service: service ?? '',
    playbook: playbook ?? '',
  };
  const only = [service && nameOfRef(service), playbook].filter(Boolean);
  return (
    <PageBody>
      <Heading level={2}>{t('drills.title')}</Heading>
      <Copy block subtle>
        {t('drills.intro')}
      </Copy>
      {only.length > 0 && (
        <Row gap={1}>
          <Copy>{t('drills.only', { what: only.join(', ') })}</Copy>
          <Button small onPress={() => setParams({}, { replace: true })}>
            {t('drills.all')}
          </Button>
        </Row>
      )}
      <StaleBanner {...drills} />
      {standings.failure && (
        <Failed
          refusal={standings.failure}
          title={t('drills.failed')}
          onRetry={standings.retry}
        />
      )}
      <Clock
        now={standings.data?.now ?? new Date().toISOString()}
        receivedAt={standings.receivedAt}
      >
        {!standings.failure && (
          <StandingsCard
            standings={standings.data?.items ?? []}
            loading={standings.loading}
            onRehearse={({ last, ...standing }) => {
              setTyped({
                ...fields,
                service: standing.service,
                playbook: standing.playbook,
                breach: last?.breach ?? fields.breach,
                guardrail: last?.guardrail ?? '',
              });
              document.getElementById(FORM)?.scrollIntoView();
            }}
          />
        )}
        <IfMay
          permission={drillRunPermission}
          otherwise={
            <Copy block subtle>
              {t('drills.notYours', { permission: drillRunPermission.name })}
            </Copy>
          }
        >
          <div id={FORM}>
            <DrillForm
              breaches={breaches}
              fields={fields}
              onChange={setTyped}
            />
          </div>
        </IfMay>
        {!drills.failure && (
          <Fresh interrupted={drills.interrupted}>
            <Card title={t('drills.list.title')} flush>
              <DrillsTable rows={drills.data ?? []} loading={drills.loading} />
            </Card>
          </Fresh>
        )}
      </Clock>
      {drills.more && (
        <Row>
          <Button busy={drills.loadingMore} onPress={drills.loadMore}>
            {t('drills.list.more')}
          </Button>
        </Row>
      )}
    </PageBody>
  );
}
