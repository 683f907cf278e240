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
import { CommandDialogs } from '../commands';
import {
  Announcer,
  Block,
  Card,
  Clock,
  Copy,
  Empty,
  Failed,
  Fresh,
  Heading,
  Link,
  LoadingNote,
  Row,
  signText,
  Stack,
  StaleBanner,
} from '../kit';
import { HarmBar } from '../harm/HarmBar';
import { RolloutHistory } from '../history/RolloutHistory';
import { IfReadable } from '../permissions/IfReadable';
import { NotReadable } from '../permissions/NotReadable';
import { rootRouteRef } from '../routes';
import { useText } from '../translation/useText';
import { CurrentRollout } from './CurrentRollout';
import { RequestState } from './RequestState';
import { useServiceRollouts } from './useServiceRollouts';

type ServiceRollouts = ReturnType<typeof useServiceRollouts>;

function Rollouts(props: ServiceRollouts) {
  const t = useText();
  const root = useRouteRef(rootRouteRef);
  const { current = [], past = [], service } = props;
  return (
    <>
      {current.length === 0 && (
        <Copy block subtle>
          {t('entity.noCurrent')}
        </Copy>
      )}
      {current.map(rollout => (
        <CurrentRollout key={rollout.id} rollout={rollout} />
      ))}
      <Card title={t('entity.past')} flush={past.length > 0}>
        {past.length === 0 ? (
          <Copy block subtle>
            {t('entity.noPast')}
          </Copy>
        ) : (
          <RolloutHistory caption={t('entity.past')} rows={past} byExperiment />
        )}
      </Card>
      {props.more && (
        <Link to={`${root()}?service=${encodeURIComponent(service)}`}>
          {t('entity.all')}
        </Link>
      )}
    </>
  );
}

function Content() {
  const t = useText();
  const rollouts = useServiceRollouts();
  const { current, past, service } = rollouts;
  const none = current?.length === 0 && past?.length === 0;
  const [first] = current ?? [];
  return (
    <Stack gap={2}>
      <HarmBar />
      <Row justify="space-between" align="flex-start">
        <Heading level={2}>{t('entity.title')}</Heading>
        {current && !none && <RequestState service={service} />}
      </Row>
      <StaleBanner {...rollouts} />
      <Announcer text={first ? signText(first, t) : ''} />
      {rollouts.failure && (
        <Failed
          refusal={rollouts.failure}
          title={t('entity.failed')}
          onRetry={rollouts.retry}
        />
      )}
      {rollouts.loading && (
        <>
          <LoadingNote />
          <Block height={160} />
          <Block height={200} />
        </>
      )}
      {none && (
        <Empty
          title={t('entity.noneTitle')}
          action={<RequestState service={service} spelledOut />}
        >
          {t('entity.none', { service: rollouts.title })}
        </Empty>
      )}
      {rollouts.now && !none && (
        <Fresh interrupted={rollouts.interrupted}>
          <Clock now={rollouts.now} receivedAt={rollouts.receivedAt}>
            <Rollouts {...rollouts} />
          </Clock>
        </Fresh>
      )}
    </Stack>
  );
}

/** The tab *Rollouts* of a service's page. */
export function EntityRollouts() {
  return (
    <IfReadable otherwise={<NotReadable />}>
      <CommandDialogs>
        <Content />
      </CommandDialogs>
    </IfReadable>
  );
}
