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
import type { PlaybookView } from '@stagecraft/backstage-plugin-rollouts-common';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { useProposeChange, useYamlFile } from '../../data/usePlaybooks';
import {
  ActionButton,
  Button,
  Copy,
  Heading,
  OnScreen,
  ReasonDialog,
  Refused,
  Row,
} from '../../kit';
import {
  drillsRouteRef,
  editPlaybookRouteRef,
  playbookChangeRouteRef,
  requestRouteRef,
} from '../../routes';
import { useText } from '../../translation/useText';
import { closedOf } from './opening';
import { PlaybookSigns } from './Signs';

/** Proposes to retire a playbook, or to bring it back. */
function RetireButton(props: { playbook: PlaybookView }) {
  const t = useText();
  const navigate = useNavigate();
  const linkTo = useRouteRef(playbookChangeRouteRef);
  const { playbook } = props;
  const kind = playbook.retiredAt ? 'bring-back' : 'retire';
  const { send, busy, refusal, reset } = useProposeChange(playbook.id);
  const [asked, setAsked] = useState(false);
  const propose = (reason: string) =>
    send({ kind, baseVersion: playbook.version, reason }).then(
      change => navigate(linkTo({ id: playbook.id, change: change.id })),
      // `refusal` shows it; what was typed stays.
      () => undefined,
    );
  return (
    <>
      <ActionButton
        label={t(`playbooks.${kind}`)}
        closed={closedOf(playbook.propose)}
        onPress={() => {
          reset();
          setAsked(true);
        }}
      />
      <ReasonDialog
        open={asked}
        title={t(`playbooks.${kind}Title`, { title: playbook.title })}
        suggestions={[]}
        confirmLabel={t('playbooks.proposeIt')}
        busy={busy}
        refusal={refusal}
        onConfirm={propose}
        onClose={() => setAsked(false)}
      >
        {t(`playbooks.${kind}Text`)}
      </ReasonDialog>
    </>
  );
}

/** What is done with the playbook, in its newest version. */
function Actions(props: { playbook: PlaybookView }) {
  const t = useText();
  const navigate = useNavigate();
  const request = useRouteRef(requestRouteRef);
  const edit = useRouteRef(editPlaybookRouteRef);
  const drills = useRouteRef(drillsRouteRef);
  const { playbook } = props;
  return (
    <>
      <Button to={`${drills()}?playbook=${playbook.id}`}>
        {t('drills.title')}
      </Button>
      <RetireButton playbook={playbook} />
      <ActionButton
        label={t('playbooks.proposeChange')}
        closed={closedOf(playbook.propose)}
        onPress={() => navigate(edit({ id: playbook.id }))}
      />
      {!playbook.retiredAt && (
        <Button
          tone="main"
          to={`${request()}?playbook=${encodeURIComponent(playbook.id)}`}
        >
          {t('playbooks.request')}
        </Button>
      )}
    </>
  );
}

/** What the playbook is called, how it stands, and what can be done with it. */
export function PlaybookHeader(props: {
  playbook: PlaybookView;
  newest: boolean;
}) {
  const t = useText();
  const { playbook, newest } = props;
  const file = useYamlFile();
  return (
    <>
      <Row justify="space-between">
        <Row>
          <Heading level={2}>{playbook.title}</Heading>
          <Copy subtle>
            {t(newest ? 'playbooks.newest' : 'playbooks.version', {
              version: String(playbook.version),
            })}
          </Copy>
          <PlaybookSigns playbook={playbook} />
        </Row>
        <OnScreen>
          <Row>
            <Button
              busy={file.busy}
              onPress={() =>
                file.take({ playbook: playbook.id, version: playbook.version })
              }
            >
              {t('playbooks.export')}
            </Button>
            {newest && <Actions playbook={playbook} />}
          </Row>
        </OnScreen>
      </Row>
      <Refused
        refusal={file.refusal}
        title={t('playbooks.exportFailed')}
        level={3}
      />
    </>
  );
}
