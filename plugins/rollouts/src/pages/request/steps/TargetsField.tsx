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
import ArrowDownwardIcon from '@material-ui/icons/ArrowDownward';
import ArrowUpwardIcon from '@material-ui/icons/ArrowUpward';
import CloseIcon from '@material-ui/icons/Close';
import {
  swapped,
  targetLabel,
  type ServiceView,
  type TargetCandidate,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { useTargets } from '../../../data/useServices';
import { Button, Copy, Lines, Row, SelectField, Stack } from '../../../kit';
import { useText } from '../../../translation/useText';
import { useDraftValue } from '../../../draft/DraftContext';
import { useField } from '../../../draft/FieldsContext';
import { FieldBox } from '../../../fields/FieldBox';
import { FieldRow } from '../../../fields/FieldRow';
import { RowButton } from '../../../fields/RowButton';
import { candidateOf, candidatesOf, optionOf } from './candidates';
import { TargetDetails } from './TargetDetails';

const TARGETS = ['plan', 'targets'] as const;
const MOST = 10;

type Chosen = ReturnType<typeof useDraftValue>['state']['form']['plan'];
type ChosenTarget = Chosen['targets'][number];

/** The same with the entries at two places exchanged. */
function exchanged<T>(list: readonly T[], a: number, b: number): T[] {
  return list.map((each, at) => {
    if (at === a) return list[b];
    return at === b ? list[a] : each;
  });
}

function OrderButtons(props: {
  chosen: readonly ChosenTarget[];
  index: number;
  onChange: (chosen: ChosenTarget[]) => void;
}) {
  const t = useText();
  const { chosen, index, onChange } = props;
  const target = targetLabel(chosen[index]);
  return (
    <>
      <RowButton
        label={t('request.target.earlier', { target })}
        icon={<ArrowUpwardIcon fontSize="small" />}
        idle={index === 0}
        onPress={() => onChange(exchanged(chosen, index, index - 1))}
      />
      <RowButton
        label={t('request.target.later', { target })}
        icon={<ArrowDownwardIcon fontSize="small" />}
        idle={index === chosen.length - 1}
        onPress={() => onChange(exchanged(chosen, index, index + 1))}
      />
      <RowButton
        label={t('request.target.remove', { target })}
        icon={<CloseIcon fontSize="small" />}
        onPress={() => onChange(chosen.filter((_, at) => at !== index))}
      />
    </>
  );
}

/** How a candidate is offered: by its place, its pair where that is not named. */
function useOptionText() {
  const t = useText();
  return ({ target, named }: TargetCandidate) =>
    named
      ? targetLabel(target)
      : t('request.target.found', {
          target: targetLabel(target),
          ...target.backends,
        });
}

/** One target in its place; the first one also while none is chosen. */
function TargetRow(props: {
  service: string;
  candidates: readonly TargetCandidate[];
  index: number;
}) {
  const t = useText();
  const optionText = useOptionText();
  const { candidates, index } = props;
  const { state } = useDraftValue();
  const all = useField(TARGETS);
  const path = [...TARGETS, index];
  const own = useField(path);
  const { targets: chosen } = state.form.plan;
  const target = chosen.at(index);
  const known = target && candidateOf(candidates, target);
  const value = known ? optionOf(known) : '';
  const taken = chosen.filter((_, at) => at !== index).map(targetLabel);
  const problem = own.problem ?? (index === 0 ? all.problem : undefined);
  const put = (next: ChosenTarget) =>
    all.set([...chosen.slice(0, index), next, ...chosen.slice(index + 1)]);
  return (
    <Stack gap={0.5}>
      <FieldRow>
        <FieldBox path={path} problem={problem} onLeave={own.touch} width={480}>
          <SelectField
            label={
              chosen.length > 1
                ? t('request.target.numbered', { number: String(index + 1) })
                : t('request.field.target')
            }
            value={value}
            options={[
              ...(value
                ? []
                : [{ value: '', label: t('request.target.chooseTarget') }]),
              ...candidates
                .filter(each => !taken.includes(targetLabel(each.target)))
                .map(each => ({
                  value: optionOf(each),
                  label: optionText(each),
                })),
            ]}
            onChange={key => {
              const next = candidates.find(each => optionOf(each) === key);
              if (next) put(next.target);
            }}
            problem={problem}
            required
            wide
          />
        </FieldBox>
        {chosen.length > 1 && (
          <OrderButtons chosen={chosen} index={index} onChange={all.set} />
        )}
      </FieldRow>
      {target && (
        <TargetDetails
          service={props.service}
          target={target}
          candidate={known}
          onSwap={() => put(swapped(target))}
        />
      )}
    </Stack>
  );
}

/** What is moved, in the order in which it is exposed. */
export function TargetsField(props: { service: ServiceView }) {
  const t = useText();
  const { state } = useDraftValue();
  const field = useField(TARGETS);
  const { service } = props;
  const told = useTargets(service.ref);
  const candidates = candidatesOf(service, told.data?.items ?? []);
  const { targets: chosen } = state.form.plan;
  if (candidates.length === 0 && told.loading) return <Lines count={2} />;
  const shown =
    chosen.length > 0 || candidates.length === 0 ? chosen : [undefined];
  const taken = chosen.map(targetLabel);
  const next = candidates.find(
    ({ target }) => !taken.includes(targetLabel(target)),
  );
  return (
    <FieldBox path={TARGETS} onLeave={field.touch} width={620}>
      <Stack gap={1.5}>
        {candidates.length === 0 && (
          <Copy block subtle>
            {t('request.target.noTarget')}
          </Copy>
        )}
        {told.data?.troubles.map(trouble => (
          <Copy key={trouble} block small>
            {t('request.target.notLooked', { reason: trouble })}
          </Copy>
        ))}
        {told.failure && (
          <Copy block small>
            {t('request.target.notLooked', { reason: told.failure.message })}
          </Copy>
        )}
        {shown.map((target, index) => (
          <TargetRow
            key={target ? targetLabel(target) : ''}
            service={service.ref}
            candidates={candidates}
            index={index}
          />
        ))}
        {chosen.length > 1 && (
          <Copy block small subtle>
            {t('request.target.order')}
          </Copy>
        )}
        {next && chosen.length > 0 && chosen.length < MOST && (
          <Row>
            <Button
              small
              icon={<AddIcon />}
              onPress={() => field.set([...chosen, next.target])}
            >
              {t('request.target.add')}
            </Button>
          </Row>
        )}
      </Stack>
    </FieldBox>
  );
}
