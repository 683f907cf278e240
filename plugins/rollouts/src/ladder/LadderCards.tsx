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
import type { AudienceKind } from '@stagecraft/backstage-plugin-rollouts-common';
import { Button, Card, Copy, Row, Stack, styles } from '../kit';
import { ExposureFrame } from '../plan';
import { useText } from '../translation/useText';
import { useFields } from '../draft/FieldsContext';
import { drawnStages } from '../draft/shownPlan';
import { FieldRow } from '../fields/FieldRow';
import { TextInput } from '../fields/inputs';
import { StageTable } from './StageTable';

const MOST = 20;

function InternalHeader() {
  const t = useText();
  return (
    <div role="group" aria-label={t('request.stages.header')}>
      <Stack>
        <Copy block small subtle>
          {t('request.stages.header')}
        </Copy>
        <FieldRow>
          <TextInput
            path={['header', 'name']}
            label={t('request.field.headerName')}
            placeholder="x-internal"
            width={240}
            required
          />
          <TextInput
            path={['header', 'value']}
            label={t('request.field.value')}
            placeholder="yes"
            width={240}
            required
          />
        </FieldRow>
      </Stack>
    </div>
  );
}

function Segment() {
  const t = useText();
  return (
    <div role="group" aria-label={t('request.stages.segmentHeader')}>
      <Stack>
        <Copy block small subtle>
          {t('request.stages.segmentHeader')}
        </Copy>
        <FieldRow>
          <TextInput
            path={['segment', 'name']}
            label={t('request.field.segment')}
            placeholder="north"
            width={160}
            required
          />
          <TextInput
            path={['segment', 'header', 'name']}
            label={t('request.field.headerName')}
            placeholder="x-region"
            width={200}
            required
          />
          <TextInput
            path={['segment', 'header', 'value']}
            label={t('request.field.value')}
            placeholder="north"
            width={200}
            required
          />
        </FieldRow>
      </Stack>
    </div>
  );
}

const useStyles = styles(({ space }) => ({
  beside: {
    display: 'grid',
    gap: space(2),
    alignItems: 'start',
    gridTemplateColumns: 'minmax(0, 1fr)',
    '@media (min-width: 1600px)': {
      gridTemplateColumns: 'minmax(700px, 2fr) minmax(300px, 1fr)',
    },
  },
}));

/** The ladder, beside its exposure over time. */
export function LadderCards() {
  const css = useStyles();
  const t = useText();
  const { form, dispatch } = useFields();
  const { stages } = form.plan;
  const has = (kind: AudienceKind) =>
    stages.some(({ audience }) => audience.kind === kind);
  return (
    <div className={css.beside}>
      <Card title={t('request.stages.title')} level={4}>
        <Copy block small subtle>
          {t(stages.length ? 'request.stages.help' : 'request.stages.none')}
        </Copy>
        {has('internal') && <InternalHeader />}
        {has('segment') && <Segment />}
        {stages.length > 0 && <StageTable />}
        {stages.length < MOST && (
          <Row>
            <Button
              small
              icon={<AddIcon />}
              onPress={() => dispatch({ type: 'add-stage' })}
            >
              {t('request.stages.add')}
            </Button>
          </Row>
        )}
      </Card>
      {stages.length > 0 && (
        <Card>
          <ExposureFrame stages={drawnStages(form)} />
        </Card>
      )}
    </div>
  );
}
