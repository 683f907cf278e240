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
import { useField, useFields } from '../draft/FieldsContext';
import type { MilestoneForm } from '../draft/form';
import { FieldBox } from '../fields/FieldBox';
import { FieldRow } from '../fields/FieldRow';
import { TextInput } from '../fields/inputs';
import { RoleInput } from '../fields/RoleInput';
import { RowButton } from '../fields/RowButton';

/** A short name made of a title: "Support is briefed" as `support-is-briefed`. */
export function slugOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 63)
    .replace(/^-+|-+$/g, '');
}

/** Another title; the name follows it unless it was given otherwise. */
function retitled(milestone: MilestoneForm, title: string): MilestoneForm {
  const follows = milestone.name === slugOf(milestone.title);
  return {
    ...milestone,
    title,
    name: follows ? slugOf(title) : milestone.name,
  };
}

/** What named people must attest before a stage opens. */
export function Milestones(props: { stage: number }) {
  const t = useText();
  const { form } = useFields();
  const path = ['plan', 'stages', props.stage, 'milestones'] as const;
  const field = useField(path);
  const milestones = form.plan.stages[props.stage]?.milestones ?? [];
  const number = String(props.stage + 1);
  return (
    <FieldBox path={path} onLeave={field.touch}>
      <div role="group" aria-label={t('request.stages.milestones', { number })}>
        <Stack gap={1.5}>
          {milestones.map((milestone, index) => (
            <FieldRow key={index}>
              <TextInput
                path={[...path, index, 'title']}
                label={t('request.stages.milestone')}
                onChange={title =>
                  field.set(
                    milestones.map((each, at) =>
                      at === index ? retitled(milestone, title) : each,
                    ),
                  )
                }
              />
              <RoleInput
                path={[...path, index, 'role']}
                label={t('request.field.role')}
                width={240}
              />
              <RowButton
                label={t('request.stages.removeMilestone', {
                  number: String(index + 1),
                })}
                icon={<CloseIcon fontSize="small" />}
                onPress={() =>
                  field.set(milestones.filter((_, at) => at !== index))
                }
              />
            </FieldRow>
          ))}
          {milestones.length < 10 && (
            <Row>
              <Button
                small
                icon={<AddIcon />}
                onPress={() =>
                  field.set([
                    ...milestones,
                    { name: '', title: '', role: 'owners' },
                  ])
                }
              >
                {t('request.stages.addMilestone')}
              </Button>
            </Row>
          )}
        </Stack>
      </div>
    </FieldBox>
  );
}
