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

import { Card, ClosedReason, Copy, Empty, SelectField } from '../../../kit';
import { useText } from '../../../translation/useText';
import { useDraftValue } from '../../../draft/DraftContext';
import { useField } from '../../../draft/FieldsContext';
import { FieldBox } from '../../../fields/FieldBox';
import { FieldRow } from '../../../fields/FieldRow';
import { TextInput } from '../../../fields/inputs';
import { ArtefactsCard } from './ArtefactsCard';
import { PlaybookCard } from './PlaybookCard';
import { TargetsField } from './TargetsField';

const TARGETS = ['plan', 'targets'] as const;

function ServiceField() {
  const t = useText();
  const { services, state, dispatch, revises } = useDraftValue();
  const field = useField(['service']);
  const choose = (ref: string) => {
    const targets =
      services.find(service => service.ref === ref)?.targets ?? [];
    field.set(ref);
    dispatch({
      type: 'set',
      path: TARGETS,
      value: targets.length === 1 ? targets : [],
    });
  };
  const options = services.map(({ ref, title }) => ({
    value: ref,
    label: title,
  }));
  if (revises) {
    return <Copy strong>{state.form.service}</Copy>;
  }
  return (
    <FieldBox
      path={['service']}
      problem={field.problem}
      onLeave={field.touch}
      width={320}
    >
      <SelectField
        label={t('request.field.service')}
        value={state.form.service}
        options={[
          { value: '', label: t('request.target.chooseService') },
          ...options,
        ]}
        onChange={choose}
        problem={field.problem}
        required
        wide
      />
    </FieldBox>
  );
}

/** Which service, where, by which playbook, and what is released. */
export function TargetStep() {
  const t = useText();
  const { services, state } = useDraftValue();
  const service = services.find(({ ref }) => ref === state.form.service);
  if (services.length === 0) {
    return (
      <Empty title={t('request.target.empty')}>
        {t('request.target.notListed')}
      </Empty>
    );
  }
  return (
    <>
      <Card title={t('request.target.where')} level={4}>
        <FieldRow even>
          <ServiceField />
          <TextInput
            path={['plan', 'environment']}
            label={t('request.field.environment')}
            help={t('request.target.environmentHelp')}
            width={320}
            required
          />
        </FieldRow>
        {service && <TargetsField key={service.ref} service={service} />}
      </Card>
      {service && !service.request.open && (
        <Card
          title={t('request.target.closedTitle', { service: service.title })}
          level={4}
          tone="warning"
        >
          <ClosedReason closed={service.request} />
        </Card>
      )}
      <PlaybookCard />
      <ArtefactsCard />
    </>
  );
}
