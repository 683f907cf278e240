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
import type { Rollout } from '@stagecraft/backstage-plugin-rollouts-common';
import { useDrills } from '../../data/useDrills';
import { Button, Card, Copy, DrillSign, Row } from '../../kit';
import { drillsRouteRef } from '../../routes';
import { useText } from '../../translation/useText';
import { Result, Timings } from '../../kit/DrillResult';

function Drilled(props: { rollout: Rollout }) {
  const t = useText();
  const drills = useRouteRef(drillsRouteRef);
  const { rollout } = props;
  const { data } = useDrills({ rollout: rollout.id });
  const drill = data?.[0];
  return (
    <Card
      level={2}
      tone="info"
      title={<DrillSign rollout={rollout} />}
      actions={
        <Button
          to={`${drills()}?service=${encodeURIComponent(
            rollout.service,
          )}&playbook=${rollout.playbook.id}`}
        >
          {t('drills.list.title')}
        </Button>
      }
    >
      <Copy block>{t('drills.banner')}</Copy>
      {drill && (
        <Row gap={3} align="flex-start">
          <Result drill={drill} />
          <Timings drill={drill} />
          {drill.readiness && (
            <Copy small subtle>
              {t('drills.list.probes')}: {drill.readiness.sentence}
            </Copy>
          )}
        </Row>
      )}
    </Card>
  );
}

/** Says of a rehearsal that it is one, and how it went. */
export function DrillBanner(props: { rollout: Rollout }) {
  return props.rollout.drill ? <Drilled {...props} /> : null;
}
