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

import type { Refusal } from '../data/refusal';
import { useText } from '../translation/useText';
import { ClosedReason } from './ActionButton';
import { Card } from './Card';
import { Copy } from './layout';

/** Why something was not done, and what to do; announced when it comes. */
export function Refused(props: {
  refusal: Refusal | undefined;
  title: string;
  level: 3 | 4;
}) {
  const t = useText();
  const { refusal } = props;
  return (
    <div role="alert">
      {refusal && (
        <Card title={props.title} level={props.level} tone="error">
          {refusal.kind === 'changed' && (
            <Copy block>{t('kit.changedMeanwhile')}</Copy>
          )}
          <ClosedReason
            tried
            closed={{
              reason:
                refusal.kind === 'unreachable'
                  ? t('kit.unreachable')
                  : refusal.message,
              remedy: refusal.remedy,
              whoCould: refusal.whoCould,
            }}
          />
        </Card>
      )}
    </div>
  );
}
