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

import { useText } from '../translation/useText';
import { useFields } from '../draft/FieldsContext';
import { QuorumList } from '../fields/QuorumList';

/** As many further quorums as a stage may have. */
const MOST = 4;

/** Further quorums of a stage, each of people who count for no other one. */
export function AlsoFrom(props: { stage: number }) {
  const t = useText();
  const { form } = useFields();
  return (
    <QuorumList
      path={['plan', 'stages', props.stage, 'approvals', 'also']}
      label={t('request.stages.also', { number: String(props.stage + 1) })}
      addLabel={t('request.stages.addAlso')}
      quorums={form.plan.stages[props.stage]?.approvals.also ?? []}
      most={MOST}
    />
  );
}
