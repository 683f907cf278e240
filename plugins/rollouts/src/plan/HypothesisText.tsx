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

import type { Hypothesis } from '@stagecraft/backstage-plugin-rollouts-common';
import { Copy, Stack, styles } from '../kit';
import { useText } from '../translation/useText';

const useStyles = styles(({ colours, space }) => ({
  quote: {
    margin: 0,
    padding: `${space(0.5)}px 0 ${space(0.5)}px ${space(2)}px`,
    borderLeft: `3px solid ${colours.link}`,
    fontSize: '1.0625rem',
    lineHeight: 1.5,
  },
}));

/** A text as part of a sentence: without its own full stop. */
function clause(text: string, missing: string): string {
  return text.trim().replace(/[.\s]+$/, '') || missing;
}

/** A hypothesis as a sentence, and what would prove it wrong. */
export function HypothesisText(props: {
  hypothesis: Hypothesis;
  businessGoal?: string;
}) {
  const css = useStyles();
  const t = useText();
  const { hypothesis } = props;
  const missing = t('plan.hypothesis.missing');
  return (
    <Stack>
      <blockquote className={css.quote}>
        {t('plan.hypothesis.sentence', {
          belief: clause(hypothesis.belief, missing),
          audience: clause(hypothesis.audience, missing),
          outcome: clause(hypothesis.expectedOutcome, missing),
        })}{' '}
        <Copy strong>
          {t('plan.hypothesis.refuted', {
            refutedBy: clause(hypothesis.refutedBy, missing),
          })}
        </Copy>
      </blockquote>
      {props.businessGoal?.trim() && (
        <Copy block subtle>
          {t('plan.hypothesis.goal', { goal: props.businessGoal.trim() })}
        </Copy>
      )}
    </Stack>
  );
}
