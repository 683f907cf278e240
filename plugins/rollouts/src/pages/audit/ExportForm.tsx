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

import { useState } from 'react';
import { RECORD_KINDS } from '@stagecraft/backstage-plugin-rollouts-common';
import { useDecisionsFile, type DecisionFilter } from '../../data/useAudit';
import {
  Button,
  Card,
  Copy,
  FieldGrid,
  Refused,
  Row,
  SelectField,
  TextField,
} from '../../kit';
import { useText } from '../../translation/useText';

const EMPTY = {
  kind: '',
  experiment: '',
  service: '',
  person: '',
  from: '',
  to: '',
};

const KINDS = ['decision', ...RECORD_KINDS] as const;

/** Without what was left empty; times as the viewer's zone has them. */
function filterOf(typed: typeof EMPTY): DecisionFilter {
  const instant = (text: string) =>
    text ? new Date(text).toISOString() : undefined;
  const text = (value: string) => value.trim() || undefined;
  return {
    kind: KINDS.find(kind => kind === typed.kind),
    experiment: text(typed.experiment),
    service: text(typed.service),
    person: text(typed.person),
    from: instant(typed.from),
    to: instant(typed.to),
  };
}

/** Takes decisions and acts along, as a file. */
export function ExportForm() {
  const t = useText();
  const [typed, setTyped] = useState(EMPTY);
  const { take, busy, refusal } = useDecisionsFile();
  const field = (name: keyof typeof EMPTY) => ({
    value: typed[name],
    onChange: (value: string) => setTyped({ ...typed, [name]: value }),
  });
  const filter = filterOf(typed);
  return (
    <Card title={t('audit.export')}>
      <Copy block subtle>
        {t('audit.exportIntro')}
      </Copy>
      <FieldGrid>
        <SelectField
          wide
          label={t('audit.exportKind')}
          options={[
            { value: '', label: t('audit.exportAll') },
            ...KINDS.map(value => ({ value, label: t(`audit.kind.${value}`) })),
          ]}
          {...field('kind')}
        />
        <TextField
          label={t('audit.exportExperiment')}
          help={t('audit.exportExperimentHelp')}
          {...field('experiment')}
        />
        <TextField
          label={t('audit.exportService')}
          help={t('audit.exportServiceHelp')}
          {...field('service')}
        />
        <TextField
          label={t('audit.exportPerson')}
          help={t('audit.exportPersonHelp')}
          {...field('person')}
        />
        <TextField
          label={t('audit.exportFrom')}
          type="datetime-local"
          {...field('from')}
        />
        <TextField
          label={t('audit.exportTo')}
          type="datetime-local"
          {...field('to')}
        />
      </FieldGrid>
      <Refused refusal={refusal} title={t('audit.notExported')} level={4} />
      <Row gap={1}>
        <Button busy={busy} onPress={() => take({ format: 'jsonl', filter })}>
          {t('audit.exportJsonl')}
        </Button>
        <Button busy={busy} onPress={() => take({ format: 'csv', filter })}>
          {t('audit.exportCsv')}
        </Button>
      </Row>
    </Card>
  );
}
