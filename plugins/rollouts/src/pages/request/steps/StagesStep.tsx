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

import { Card } from '../../../kit';
import { useText } from '../../../translation/useText';
import { FieldRow } from '../../../fields/FieldRow';
import { ChoiceInput } from '../../../fields/inputs';
import { InstantInput } from '../../../fields/times';
import { LadderCards } from '../../../ladder/LadderCards';

function When() {
  const t = useText();
  return (
    <Card title={t('request.stages.when')} level={4}>
      <FieldRow even>
        <ChoiceInput
          path={['plan', 'schedule', 'start']}
          label={t('request.field.start')}
          options={[
            {
              value: 'when-approved',
              label: t('request.stages.startWhenApproved'),
            },
            { value: 'by-hand', label: t('request.stages.startByHand') },
          ]}
          width={260}
        />
        <InstantInput
          path={['plan', 'schedule', 'notBefore']}
          label={t('request.field.notBefore')}
          help={t('request.stages.notBeforeHelp')}
        />
        <InstantInput
          path={['plan', 'end']}
          label={t('request.field.end')}
          help={t('request.stages.endHelp')}
          required
        />
      </FieldRow>
    </Card>
  );
}

/** The ladder, beside its exposure over time, and when it begins and ends. */
export function StagesStep() {
  return (
    <>
      <LadderCards />
      <When />
    </>
  );
}
