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

import AddIcon from '@material-ui/icons/Add';
import CloseIcon from '@material-ui/icons/Close';
import { Button, Row, Stack } from '../../../kit';
import { useText } from '../../../translation/useText';
import { useDraftValue, useField } from '../draft/DraftContext';
import { FieldBox } from '../fields/FieldBox';
import { FieldRow } from '../fields/FieldRow';
import { ChoiceInput, NumberInput } from '../fields/inputs';
import { useRoleOptions } from '../fields/roles';
import { RowButton } from '../fields/RowButton';

/** As many further quorums as a stage may have. */
const MOST = 4;

/** Further quorums of a stage, each of people who count for no other one. */
export function AlsoFrom(props: { stage: number }) {
  const t = useText();
  const { state } = useDraftValue();
  const roles = useRoleOptions();
  const path = ['plan', 'stages', props.stage, 'approvals', 'also'] as const;
  const field = useField(path);
  const also = state.form.plan.stages[props.stage]?.approvals.also ?? [];
  const number = String(props.stage + 1);
  return (
    <FieldBox path={path} onLeave={field.touch}>
      <div role="group" aria-label={t('request.stages.also', { number })}>
        <Stack gap={1.5}>
          {also.map((_, index) => (
            <FieldRow key={index} feet>
              <NumberInput
                path={[...path, index, 'required']}
                label={t('request.stages.alsoRequired')}
                width={120}
              />
              <ChoiceInput
                path={[...path, index, 'from']}
                label={t('request.field.from')}
                options={roles}
                width={260}
              />
              <RowButton
                label={t('request.stages.removeAlso', {
                  number: String(index + 1),
                })}
                icon={<CloseIcon fontSize="small" />}
                onPress={() => {
                  const left = also.filter((_each, at) => at !== index);
                  field.set(left.length > 0 ? left : undefined);
                }}
              />
            </FieldRow>
          ))}
          {also.length < MOST && (
            <Row>
              <Button
                small
                icon={<AddIcon />}
                onPress={() =>
                  field.set([...also, { required: 1, from: 'owners' }])
                }
              >
                {t('request.stages.addAlso')}
              </Button>
            </Row>
          )}
        </Stack>
      </div>
    </FieldBox>
  );
}
