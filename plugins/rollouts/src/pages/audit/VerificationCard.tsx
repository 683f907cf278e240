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
import type {
  AuditFault,
  Verification,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { useVerify } from '../../data/useAudit';
import {
  Announcer,
  Button,
  Card,
  Copy,
  formatCount,
  formatSeconds,
  Link,
  Refused,
  Stack,
  StateSign,
  Time,
} from '../../kit';
import { experimentRouteRef } from '../../routes';
import { useText, type Text } from '../../translation/useText';
import { RecordLink } from './RecordLink';

function nameOf(fault: AuditFault, t: Text): string {
  switch (fault.what) {
    case 'hidden':
      return t('audit.whatHidden');
    case 'copy':
      return t('audit.whatCopy', { name: fault.name });
    case 'head':
      return fault.size === null
        ? t('audit.whatAHead')
        : t('audit.whatHead', { size: formatCount(fault.size) });
    default: {
      const seq = formatCount(fault.seq);
      const named =
        fault.what === 'act'
          ? t('audit.whatAct', {
              seq,
              record: t(`audit.kind.${fault.record.kind}`),
            })
          : t('audit.whatDecision', { seq });
      return fault.place === null
        ? named
        : t('audit.whatPlace', { named, place: formatCount(fault.place) });
    }
  }
}

function Fault(props: { fault: AuditFault }) {
  const t = useText();
  const experiment = useRouteRef(experimentRouteRef);
  const { fault } = props;
  return (
    <Card title={t('audit.firstBad')} level={4} tone="error">
      <Copy block strong>
        {nameOf(fault, t)}
      </Copy>
      {fault.what === 'decision' && (
        <Link to={experiment({ id: fault.experimentId })}>
          {t('audit.experiment')}
        </Link>
      )}
      {fault.what === 'act' && <RecordLink record={fault.record} />}
      <Copy block>{t('audit.whatToDo')}</Copy>
    </Card>
  );
}

function statusOf(verification: Verification, t: Text): string {
  const { state, checked, total, trouble, verdict } = verification;
  if (verdict) return verdict.sentence;
  if (state === 'interrupted') return t('audit.interrupted');
  if (state === 'failed') {
    return t('audit.couldNot', { trouble: trouble ?? '' });
  }
  return checked === null || total === null
    ? t('audit.runningNow')
    : t('audit.running', {
        checked: formatCount(checked),
        total: formatCount(total),
      });
}

function Result(props: { verification: Verification }) {
  const t = useText();
  const { verification } = props;
  const { verdict, finishedAt, startedBy, state } = verification;
  const fault = verdict?.fault;
  return (
    <Stack gap={1.5}>
      {verdict && (
        <div>
          <StateSign tone={verdict.intact ? 'ok' : 'error'}>
            {verdict.intact ? t('audit.intact') : t('audit.notIntact')}
          </StateSign>
        </div>
      )}
      <Copy block>{statusOf(verification, t)}</Copy>
      {fault && <Fault fault={fault} />}
      {verdict?.copies.map(({ name, sentence }) => (
        <Copy key={name} block small>
          <Copy mono>{name}</Copy>: {sentence}
        </Copy>
      ))}
      {verdict && (
        <Copy block small subtle>
          {t('audit.by', { name: startedBy.name })}{' '}
          {finishedAt && <Time at={finishedAt} />}{' '}
          {verdict.seconds !== null &&
            t('audit.took', { duration: formatSeconds(verdict.seconds) })}
        </Copy>
      )}
      <Announcer text={state === 'running' ? '' : statusOf(verification, t)} />
    </Stack>
  );
}

/** What the last verification found, and the button that starts one. */
export function VerificationCard(props: { verification: Verification | null }) {
  const t = useText();
  const { verify, busy, refusal } = useVerify();
  const { verification } = props;
  const running = verification?.state === 'running';
  return (
    <Card
      title={t('audit.verification')}
      actions={
        <Button tone="main" busy={busy || running} onPress={verify}>
          {t('audit.verify')}
        </Button>
      }
    >
      <Refused refusal={refusal} title={t('audit.notStarted')} level={4} />
      {verification ? (
        <Result verification={verification} />
      ) : (
        <Copy block subtle>
          {t('audit.never')}
        </Copy>
      )}
    </Card>
  );
}
