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

import { Card, Copy } from '../../../kit';
import { useText } from '../../../translation/useText';
import { FieldRow } from '../../../fields/FieldRow';
import { NumberInput, TextInput } from '../../../fields/inputs';
import { RoleInput } from '../../../fields/RoleInput';
import { DurationInput } from '../../../fields/times';

/** What it is for, who owns it, and how often they read it. */
export function AboutCard(props: { isNew: boolean }) {
  const t = useText();
  return (
    <Card title={t('playbooks.diff.about')}>
      <FieldRow>
        {props.isNew && (
          <TextInput
            path={['about', 'id']}
            label={t('playbooks.form.id')}
            width={240}
            required
          />
        )}
        <TextInput
          path={['about', 'title']}
          label={t('playbooks.diff.title')}
          width={420}
          required
        />
      </FieldRow>
      <TextInput
        path={['about', 'purpose']}
        label={t('playbooks.diff.purpose')}
        lines={2}
        required
      />
      <FieldRow>
        <RoleInput
          path={['about', 'owner']}
          label={t('playbooks.owner')}
          help={t('playbooks.form.ownerHelp')}
          roles={['operators']}
          nobody={t('playbooks.form.operatorsThen')}
          width={340}
        />
        <RoleInput
          path={['about', 'overrules']}
          label={t('playbooks.overrules')}
          nobody={t('playbooks.form.approversThen')}
          width={340}
        />
        <NumberInput
          path={['about', 'reviewEveryDays']}
          label={t('playbooks.diff.review')}
          suffix={t('request.units.days')}
          width={280}
        />
        <DurationInput
          path={['about', 'endsAfterSeconds']}
          label={t('playbooks.diff.endsAfter')}
          width={200}
        />
      </FieldRow>
      <Copy block subtle small>
        {t('playbooks.form.optional')}
      </Copy>
    </Card>
  );
}

/** What a drill of it has to reach. */
export function DrillCard() {
  const t = useText();
  return (
    <Card title={t('playbooks.form.drill')}>
      <FieldRow>
        <DurationInput
          path={['about', 'drill', 'detectWithinSeconds']}
          label={t('playbooks.diff.detect')}
          width={200}
        />
        <DurationInput
          path={['about', 'drill', 'restoreWithinSeconds']}
          label={t('playbooks.diff.restore')}
          width={200}
        />
        <NumberInput
          path={['about', 'drill', 'everyDays']}
          label={t('playbooks.diff.drillEvery')}
          suffix={t('request.units.days')}
          width={200}
        />
      </FieldRow>
    </Card>
  );
}
