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
import { Button, Row, Stack } from '../kit';
import { useText } from '../translation/useText';
import { useField } from '../draft/FieldsContext';
import type { QuorumForm } from '../draft/form';
import type { Path } from '../draft/path';
import { FieldBox } from './FieldBox';
import { FieldRow } from './FieldRow';
import { NumberInput } from './inputs';
import { RoleInput } from './RoleInput';
import { RowButton } from './RowButton';

/** How many people of which roles must agree; none is written as nothing. */
export function QuorumList(props: {
  path: Path;
  label: string;
  addLabel: string;
  quorums: readonly QuorumForm[];
  most: number;
}) {
  const t = useText();
  const { path, quorums } = props;
  const field = useField(path);
  return (
    <FieldBox path={path} onLeave={field.touch}>
      <div role="group" aria-label={props.label}>
        <Stack gap={1.5}>
          {quorums.map((_, index) => (
            <FieldRow key={index} feet>
              <NumberInput
                path={[...path, index, 'required']}
                label={t('request.stages.alsoRequired')}
                width={120}
              />
              <RoleInput
                path={[...path, index, 'from']}
                label={t('request.field.from')}
                width={260}
              />
              <RowButton
                label={t('request.stages.removeAlso', {
                  number: String(index + 1),
                })}
                icon={<CloseIcon fontSize="small" />}
                onPress={() => {
                  const left = quorums.filter((_each, at) => at !== index);
                  field.set(left.length > 0 ? left : undefined);
                }}
              />
            </FieldRow>
          ))}
          {quorums.length < props.most && (
            <Row>
              <Button
                small
                icon={<AddIcon />}
                onPress={() =>
                  field.set([...quorums, { required: 1, from: 'owners' }])
                }
              >
                {props.addLabel}
              </Button>
            </Row>
          )}
        </Stack>
      </div>
    </FieldBox>
  );
}
