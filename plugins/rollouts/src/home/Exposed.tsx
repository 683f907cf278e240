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
import { useRollouts } from '../data/useRollouts';
import { Copy, EntityName, Ladder, Link, Row } from '../kit';
import { Standing } from '../entity/Standing';
import { rolloutRouteRef, rootRouteRef } from '../routes';
import { useText } from '../translation/useText';
import { Section } from './Section';

function Item(props: { rollout: RolloutRow }) {
  const linkTo = useRouteRef(rolloutRouteRef);
  const { rollout } = props;
  return (
    <>
      <Row justify="space-between">
        <Link to={linkTo({ id: rollout.id })} strong>
          {rollout.experiment.title}
        </Link>
        <Standing rollout={rollout} short />
      </Row>
      <Row justify="space-between">
        <Copy small subtle>
          <EntityName entityRef={rollout.service} plain />,{' '}
          {rollout.environment}
        </Copy>
        <Ladder rollout={rollout} audience />
      </Row>
    </>
  );
}

/** What of the viewer's systems is exposed to somebody now. */
export function Exposed() {
  const t = useText();
  const root = useRouteRef(rootRouteRef);
  const { data, ...read } = useRollouts({ group: 'exposed', scope: 'teams' });
  return (
    <Section
      title={t('home.exposed')}
      failed={t('home.exposedFailed')}
      nothing={t('home.nothingExposed')}
      read={{ ...read, data: data?.items ?? [], now: data?.now }}
      keyOf={({ id }) => id}
      draw={rollout => <Item rollout={rollout} />}
      all={{
        label: t('home.allExposed'),
        to: `${root()}?group=exposed&scope=teams`,
      }}
    />
  );
}
