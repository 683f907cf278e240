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
import {
  Actor,
  Button,
  Card,
  Copy,
  EntityNames,
  formatSeconds,
  Row,
  SpanBar,
  Time,
} from '../../kit';
import { experimentRouteRef } from '../../routes';
import { useText } from '../../translation/useText';
import { spansOf, totalOf } from './spansOf';

/** What breached, how long the way back took, and what is left to do. */
export function ReversalBanner(props: { rollout: Rollout }) {
  const t = useText();
  const experiment = useRouteRef(experimentRouteRef);
  const { rollout } = props;
  const { reversal, phase, whoMustAct } = rollout;
  if (!reversal || (phase !== 'rolled-back' && phase !== 'rolling-back')) {
    return null;
  }
  const total = totalOf(reversal);
  return (
    <Card
      level={2}
      tone={phase === 'rolled-back' ? 'info' : 'error'}
      title={t(`rollout.reversal.${phase}`)}
      actions={
        phase === 'rolled-back' &&
        !rollout.drill && (
          <Button
            tone="main"
            to={`${experiment({ id: rollout.experiment.id })}?conclude=1`}
          >
            {t('rollout.reversal.learn')}
          </Button>
        )
      }
    >
      <Copy block>{reversal.sentence}</Copy>
      <Row gap={1}>
        <Copy small>
          {t('rollout.reversal.by')} <Actor actor={reversal.actor} />,{' '}
          <Time at={reversal.decidedAt} />.
        </Copy>
        <Copy small strong>
          {whoMustAct.length === 0 ? (
            t('rollout.reversal.nobody')
          ) : (
            <>
              {t('rollout.reversal.must')} <EntityNames refs={whoMustAct} />
            </>
          )}
        </Copy>
      </Row>
      <SpanBar
        label={t('rollout.reversal.took')}
        pending={t('rollout.reversal.pending')}
        spans={spansOf(reversal).map(({ name, seconds }) => ({
          key: name,
          label: t(`rollout.reversal.${name}`),
          seconds,
        }))}
        total={
          total === null
            ? undefined
            : t(
                reversal.firstSeenAt
                  ? 'rollout.reversal.total'
                  : 'rollout.reversal.totalDecided',
                { seconds: formatSeconds(total) },
              )
        }
      />
    </Card>
  );
}
