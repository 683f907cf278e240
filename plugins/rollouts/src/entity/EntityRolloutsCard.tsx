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
import type { RolloutRow } from '@stagecraft/backstage-plugin-rollouts-common';
import {
  Card,
  Clock,
  Copy,
  Facts,
  Failed,
  Fresh,
  Ladder,
  Lines,
  Link,
  LoadingNote,
  PhaseSign,
  Row,
  Stack,
  StaleBanner,
  Time,
} from '../kit';
import { IfReadable } from '../permissions/IfReadable';
import { rolloutRouteRef } from '../routes';
import { useText } from '../translation/useText';
import { RequestState } from './RequestState';
import { Standing } from './Standing';
import { useServiceRollouts } from './useServiceRollouts';

function Current(props: { rollout: RolloutRow }) {
  const t = useText();
  const linkTo = useRouteRef(rolloutRouteRef);
  const { rollout } = props;
  return (
    <Stack gap={0.75} align="flex-start">
      <Link to={linkTo({ id: rollout.id })} strong>
        {rollout.experiment.title}
      </Link>
      <Facts
        facts={[
          {
            term: t('entity.exposure'),
            value: <Ladder rollout={rollout} audience />,
          },
          {
            term: t('entity.health'),
            value: <Standing rollout={rollout} />,
          },
        ]}
      />
    </Stack>
  );
}

function Outcome(props: { rollout: RolloutRow | undefined }) {
  const t = useText();
  const linkTo = useRouteRef(rolloutRouteRef);
  const { rollout } = props;
  return (
    <Stack gap={0.5}>
      <Copy small subtle>
        {t('entity.lastOutcome')}
      </Copy>
      {rollout ? (
        <Row>
          <PhaseSign rollout={rollout} />
          <Link to={linkTo({ id: rollout.id })}>
            {rollout.experiment.title}
          </Link>
          <Copy subtle small>
            <Time at={rollout.updatedAt} />
          </Copy>
        </Row>
      ) : (
        <Copy subtle>{t('entity.noOutcome')}</Copy>
      )}
    </Stack>
  );
}

function Content() {
  const t = useText();
  const rollouts = useServiceRollouts();
  const { current = [], past = [] } = rollouts;
  return (
    <Card title={t('entity.title')} level={2}>
      <StaleBanner {...rollouts} />
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
          <Lines count={4} />
        </>
      )}
      {rollouts.now && (
        <Fresh interrupted={rollouts.interrupted}>
          <Clock now={rollouts.now} receivedAt={rollouts.receivedAt}>
            {current.map(rollout => (
              <Current key={rollout.id} rollout={rollout} />
            ))}
            {current.length === 0 && (
              <>
                <Copy block>{t('entity.noCurrent')}</Copy>
                <Row>
                  <RequestState service={rollouts.service} />
                </Row>
              </>
            )}
            <Outcome rollout={past[0]} />
          </Clock>
        </Fresh>
      )}
    </Card>
  );
}

/** A service's overview: share, health, last outcome; of who may read them. */
export function EntityRolloutsCard() {
  return (
    <IfReadable>
      <Content />
    </IfReadable>
  );
}
