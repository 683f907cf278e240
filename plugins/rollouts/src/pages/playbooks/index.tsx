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

import { useRouteRef } from '@backstage/core-plugin-api';
import {
  playbookWritePermission,
  type PlaybookView,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { useNavigate } from 'react-router-dom';
import { usePlaybooks } from '../../data/usePlaybooks';
import {
  ActionButton,
  Block,
  Card,
  Copy,
  Empty,
  Failed,
  formatDuration,
  Heading,
  Link,
  LoadingNote,
  PageBody,
  Row,
  StaleBanner,
  styles,
  type Closed,
} from '../../kit';
import { IfMay } from '../../permissions/IfMay';
import { leastSeconds } from '../../plan';
import { editPlaybookRouteRef, playbookRouteRef } from '../../routes';
import { useText } from '../../translation/useText';
import { FaredLine } from './FaredLine';
import { NEW_PLAYBOOK } from './drafts';
import { closedOf } from './opening';
import { Proposed } from './Proposed';
import { PlaybookSigns } from './Signs';

const useStyles = styles(({ space }) => ({
  grid: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 460px), 1fr))',
    gap: space(2),
  },
}));

function PlaybookCard(props: { playbook: PlaybookView }) {
  const t = useText();
  const linkTo = useRouteRef(playbookRouteRef);
  const { playbook } = props;
  return (
    <Card
      title={
        <Link to={linkTo({ id: playbook.id })} strong>
          {playbook.title}
        </Link>
      }
      actions={<PlaybookSigns playbook={playbook} />}
    >
      <Copy block>{playbook.purpose}</Copy>
      <Copy block subtle small>
        {[
          t('playbooks.version', { version: String(playbook.version) }),
          t('playbooks.stages', { count: playbook.stages.length }),
          t('playbooks.least', {
            duration: formatDuration(leastSeconds(playbook.stages)),
          }),
        ].join(', ')}
      </Copy>
      <FaredLine playbook={playbook} />
    </Card>
  );
}

function NewPlaybook(props: { closed?: Closed }) {
  const t = useText();
  const navigate = useNavigate();
  const edit = useRouteRef(editPlaybookRouteRef);
  return (
    <ActionButton
      label={t('playbooks.newPlaybook')}
      closed={props.closed}
      onPress={() => navigate(edit({ id: NEW_PLAYBOOK }))}
    />
  );
}

/** All playbooks in their newest version. */
export default function PlaybooksPage() {
  const t = useText();
  const css = useStyles();
  const playbooks = usePlaybooks();
  const { items, proposed = [] } = playbooks.data ?? {};
  return (
    <PageBody>
      <Row justify="space-between">
        <Heading level={2}>{t('playbooks.title')}</Heading>
        {items?.[0] && <NewPlaybook closed={closedOf(items[0].propose)} />}
        {items?.length === 0 && proposed.length > 0 && (
          <IfMay permission={playbookWritePermission}>
            <NewPlaybook />
          </IfMay>
        )}
      </Row>
      <Copy block subtle>
        {t('playbooks.intro')}
      </Copy>
      <StaleBanner {...playbooks} />
      {playbooks.failure && (
        <Failed
          refusal={playbooks.failure}
          title={t('playbooks.failed')}
          onRetry={playbooks.retry}
        />
      )}
      {playbooks.loading && <LoadingNote />}
      {items?.length === 0 && proposed.length === 0 && (
        <Empty
          title={t('playbooks.emptyTitle')}
          action={
            <IfMay permission={playbookWritePermission}>
              <NewPlaybook />
            </IfMay>
          }
        >
          {t('playbooks.empty')}
        </Empty>
      )}
      <div className={css.grid}>
        {playbooks.loading &&
          [1, 2, 3, 4].map(index => <Block key={index} height={220} />)}
        <Proposed playbooks={proposed} />
        {items?.map(playbook => (
          <PlaybookCard key={playbook.id} playbook={playbook} />
        ))}
      </div>
    </PageBody>
  );
}
