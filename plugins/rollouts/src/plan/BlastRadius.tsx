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

import type { PlanCheck } from '@stagecraft/backstage-plugin-rollouts-common';
import { audienceText, Copy, Facts, formatDuration, Stack } from '../kit';
import { useText } from '../translation/useText';

/** How much a plan puts at risk before anybody is asked again. */
export function BlastRadius(props: {
  blastRadius: PlanCheck['blastRadius'];
  /** With the numbers below the sentence. */
  numbers?: boolean;
}) {
  const t = useText();
  const { blastRadius } = props;
  if (!blastRadius) {
    return (
      <Copy block subtle>
        {t('plan.blast.unknown')}
      </Copy>
    );
  }
  const { requestsPerSecond } = blastRadius;
  return (
    <Stack>
      <Copy block strong>
        {blastRadius.sentence}
      </Copy>
      {props.numbers && (
        <Facts
          facts={[
            {
              term: t('plan.blast.upTo'),
              value: audienceText(blastRadius.exposureBeforeAsked, t),
            },
            {
              term: t('plan.blast.requests'),
              value:
                requestsPerSecond === null
                  ? t('plan.blast.noTraffic')
                  : String(Number(requestsPerSecond.toPrecision(3))),
            },
            {
              term: t('plan.blast.duration'),
              value: formatDuration(blastRadius.secondsBeforeAsked),
            },
          ]}
        />
      )}
    </Stack>
  );
}
