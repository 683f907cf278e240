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

import { RISK_TIERS } from '@stagecraft/backstage-plugin-rollouts-common';
import { Card, CheckChoices, Copy, Stack } from '../../../kit';
import { useText } from '../../../translation/useText';
import { useField } from '../../../draft/FieldsContext';
import { FieldBox } from '../../../fields/FieldBox';
import { FieldRow } from '../../../fields/FieldRow';
import { ListInput, NumberInput, TextInput } from '../../../fields/inputs';
import { BASIS_POINTS } from '../../../fields/numbers';
import { QuorumList } from '../../../fields/QuorumList';
import { DurationInput } from '../../../fields/times';
import type { PlaybookForm } from './playbookForm';

const POLICY = ['about', 'policy'] as const;
const SCOPES = ['system', 'namespace', 'cluster'] as const;
/** As many quorums as a tier may have. */
const MOST = 5;

function BuildRequired() {
  const t = useText();
  const path = [...POLICY, 'buildRequired'];
  const field = useField(path);
  const label = t('playbooks.form.buildRequired');
  return (
    <FieldBox path={path} problem={field.problem} onLeave={field.touch}>
      <CheckChoices
        legend={t('playbooks.form.artefacts')}
        options={[label]}
        chosen={field.value ? [label] : []}
        onChange={chosen => field.set(chosen.length > 0 ? true : undefined)}
      />
    </FieldBox>
  );
}

function Numbers() {
  const t = useText();
  const days = t('request.units.days');
  return (
    <FieldRow>
      <NumberInput
        path={[...POLICY, 'maximumFirstExposure']}
        label={t('playbooks.form.maximumFirstExposure')}
        help={t('playbooks.form.ofEveryone')}
        scale={BASIS_POINTS}
        suffix="%"
        width={330}
      />
      <NumberInput
        path={[...POLICY, 'maximumStep']}
        label={t('playbooks.form.maximumStep')}
        help={t('playbooks.form.ofEveryone')}
        scale={BASIS_POINTS}
        suffix="%"
        width={330}
      />
      <DurationInput
        path={[...POLICY, 'minimumBakeSeconds']}
        label={t('playbooks.policy.minimumBakeSeconds')}
        width={200}
      />
      <NumberInput
        path={[...POLICY, 'minimumSample']}
        label={t('playbooks.policy.minimumSample')}
        width={200}
      />
      {(['rehearsedWithinDays', 'endsWithinDays'] as const).map(name => (
        <NumberInput
          key={name}
          path={[...POLICY, name]}
          label={t(`playbooks.policy.${name}`)}
          suffix={days}
          width={290}
        />
      ))}
      <TextInput
        path={[...POLICY, 'earlierEnvironment']}
        label={t('playbooks.policy.earlierEnvironment')}
        placeholder="staging"
        width={280}
      />
      {SCOPES.map(scope => (
        <NumberInput
          key={scope}
          path={[...POLICY, 'exposedAtOnce', scope]}
          label={t(`playbooks.policy.exposedAtOnce.${scope}`)}
          width={370}
        />
      ))}
    </FieldRow>
  );
}

/** Preflights that must pass, and what a plan made from it must meet. */
export function RulesCard(props: { about: PlaybookForm['about'] }) {
  const t = useText();
  const { approvals } = props.about.policy;
  return (
    <Card title={t('playbooks.policyTitle')}>
      <Copy block subtle small>
        {t('playbooks.form.rulesHelp')}
      </Copy>
      <ListInput
        path={['about', 'requiredPreflights']}
        label={t('playbooks.preflights')}
        help={t('playbooks.form.preflightsHelp')}
        placeholder="images, readiness"
      />
      <ListInput
        path={[...POLICY, 'requiredGuardrails']}
        label={t('playbooks.policy.requiredGuardrails')}
        help={t('playbooks.form.requiredGuardrailsHelp')}
        placeholder="error-ratio"
      />
      <Numbers />
      <BuildRequired />
      <Stack gap={1.5}>
        {RISK_TIERS.map(tier => (
          <Stack key={tier} gap={1}>
            <Copy strong>{t(`playbooks.policy.approvals.${tier}`)}</Copy>
            <QuorumList
              path={[...POLICY, 'approvals', tier]}
              label={t(`playbooks.policy.approvals.${tier}`)}
              addLabel={t(`playbooks.form.ask.${tier}`)}
              quorums={approvals[tier] ?? []}
              most={MOST}
            />
          </Stack>
        ))}
      </Stack>
    </Card>
  );
}
