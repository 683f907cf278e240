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

import type {
  Rollout,
  Wait,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { useDefinitions } from '../../data/useMetrics';
import {
  Card,
  Copy,
  EntityNames,
  nextNow,
  Stack,
  styles,
  Time,
  Titled,
  useTold,
} from '../../kit';
import { ExposureFrame, GuardrailsTable, SuccessMetrics } from '../../plan';
import { useText } from '../../translation/useText';

const useStyles = styles(({ space }) => ({
  list: { margin: 0, paddingLeft: space(2.5) },
}));

/** Whether nobody was exposed yet, and somebody still may be. */
export function isBeforeExposure({ phase, stageIndex }: Rollout): boolean {
  return stageIndex < 0 && ['proposed', 'approved', 'waiting'].includes(phase);
}

function WaitLine({ wait }: { wait: Wait }) {
  const t = useText();
  const { sentence, until, who = [] } = wait;
  const text = useTold(now => nextNow(sentence, now));
  return (
    <li>
      <Copy block>
        <Titled text={text} refs={who} />
      </Copy>
      {(who.length > 0 || until) && (
        <Copy block small subtle>
          {who.length > 0 && (
            <>
              {t('rollout.before.who')} <EntityNames refs={who} />
            </>
          )}
          {until && (
            <>
              {' '}
              {t('rollout.before.until')} <Time at={until} />
            </>
          )}
        </Copy>
      )}
    </li>
  );
}

/** In place of evidence: what must happen first, and what will be watched. */
export function BeforeExposure({ rollout }: { rollout: Rollout }) {
  const t = useText();
  const css = useStyles();
  const definitions = useDefinitions(rollout.service);
  const { plan, waitsFor } = rollout;
  return (
    <Stack gap={2}>
      <Card title={t('rollout.before.title')}>
        {waitsFor.length > 0 ? (
          <ul className={css.list}>
            {waitsFor.map(wait => (
              <WaitLine key={`${wait.for} ${wait.sentence}`} wait={wait} />
            ))}
          </ul>
        ) : (
          <Copy block>{t('rollout.before.nothing')}</Copy>
        )}
      </Card>
      <Card>
        <ExposureFrame stages={plan.stages} />
      </Card>
      <Card title={t('rollout.before.guardrails')} flush>
        <GuardrailsTable
          guardrails={plan.guardrails}
          definitions={definitions}
        />
      </Card>
      <Card title={t('plan.success.title')}>
        <SuccessMetrics plan={plan} definitions={definitions} />
      </Card>
    </Stack>
  );
}
