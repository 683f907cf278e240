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

import { useEffect, useRef } from 'react';
import { Card, ClosedReason, Copy } from '../../kit';
import { useText } from '../../translation/useText';
import { serverProblems } from '../../draft/problems';
import { ProblemLinks } from './ProblemList';
import type { Refused } from './useSubmit';

/** Why a request was refused, and where to put it right. */
export function RefusedCard(props: { refused: Refused | undefined }) {
  const t = useText();
  const { refused } = props;
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (refused) place.current?.focus();
  }, [refused]);
  const refusal = refused?.refusal;
  const problems = serverProblems(refusal?.problems ?? []);
  return (
    <div
      role="alert"
      ref={place}
      tabIndex={-1}
      style={{ outline: 'none', marginBottom: refused ? 0 : -16 }}
    >
      {refusal && (
        <Card title={t('request.refused.title')} tone="error">
          <ClosedReason
            closed={
              refusal.kind === 'unreachable'
                ? {
                    reason: t('kit.unreachable'),
                    remedy: t('request.refused.unreachable'),
                  }
                : {
                    reason: problems.length > 1 ? undefined : refusal.message,
                    remedy: refusal.remedy,
                    whoCould: refusal.whoCould,
                  }
            }
          />
          {problems.length > 0 && <ProblemLinks problems={problems} />}
          <Copy block small>
            {t('request.refused.kept')}
          </Copy>
        </Card>
      )}
    </div>
  );
}
