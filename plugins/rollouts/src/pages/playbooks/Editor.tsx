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

import { useId, useRef, useState, type FormEvent } from 'react';
import { useNavigate } from 'react-router-dom';
import { useRouteRef } from '@backstage/core-plugin-api';
import type { PlaybookView } from '@stagecraft/backstage-plugin-rollouts-common';
import { useProposeChange } from '../../data/usePlaybooks';
import {
  Button,
  Card,
  ClosedReason,
  Copy,
  FileButton,
  goToLine,
  Heading,
  PageBody,
  Refused,
  Row,
  Stack,
  styles,
  TextEditor,
  TextField,
} from '../../kit';
import { playbookChangeRouteRef, playbookRouteRef } from '../../routes';
import { useText } from '../../translation/useText';
import { useYamlDraft } from './drafts';
import { EditorSide } from './EditorSide';
import { closedOf } from './opening';

const useStyles = styles(({ space, oneColumn }) => ({
  layout: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
    gap: space(2),
    alignItems: 'start',
    [oneColumn]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
}));

const LONGEST_REASON = 2000;

export interface EditorProps {
  /** Undefined for a new one. */
  playbook: PlaybookView | undefined;
  /** Names the draft among the others. */
  subject: string;
  initial: string;
  reason: string;
  /** The experiment whose learning proposes it. */
  learning: string | undefined;
}

/** A playbook as YAML, with what is wrong, what changes, and how it reads. */
export function Editor(props: EditorProps) {
  const t = useText();
  const css = useStyles();
  const problemsId = useId();
  const navigate = useNavigate();
  const linkTo = useRouteRef(playbookChangeRouteRef);
  const pageOf = useRouteRef(playbookRouteRef);
  const { playbook, learning } = props;
  const area = useRef<HTMLTextAreaElement>(null);
  const draft = useYamlDraft(props.subject, props.initial);
  const [reason, setReason] = useState(props.reason);
  const [tried, setTried] = useState(false);
  const id = playbook?.id ?? draft.playbook?.id ?? '';
  const { send, busy, refusal } = useProposeChange(id);
  const closed = playbook && closedOf(playbook.propose);
  const text = reason.trim();
  let problem: string | undefined;
  if (text === '') problem = t('playbooks.reasonMissing');
  else if (text.length > LONGEST_REASON) {
    problem = t('kit.reasonTooLong', { max: String(LONGEST_REASON) });
  }

  const propose = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!draft.playbook || problem || busy) return;
    send({
      kind: 'revise',
      baseVersion: playbook?.version ?? 0,
      document: draft.playbook,
      reason: text,
      ...(learning ? { learning } : {}),
    }).then(
      change => {
        draft.forget();
        navigate(linkTo({ id, change: change.id }));
      },
      // `refusal` shows it; what was typed stays.
      () => undefined,
    );
  };

  return (
    <PageBody>
      <Row justify="space-between">
        <Heading level={2}>
          {playbook
            ? t('playbooks.editTitle', { title: playbook.title })
            : t('playbooks.newPlaybook')}
        </Heading>
        <Row>
          <FileButton
            label={t('playbooks.importFile')}
            accept=".yaml,.yml,.json"
            onText={draft.write}
          />
          {draft.touched && (
            <Button tone="quiet" onPress={draft.reset}>
              {t('playbooks.startOver')}
            </Button>
          )}
          {playbook && (
            <Button to={pageOf({ id: playbook.id })}>{t('kit.cancel')}</Button>
          )}
        </Row>
      </Row>
      <Copy block subtle>
        {t('playbooks.editIntro')}
      </Copy>
      {closed && (
        <Card title={t('playbooks.mayNotPropose')} tone="warning">
          <ClosedReason closed={closed} />
        </Card>
      )}
      <form onSubmit={propose} noValidate>
        <div className={css.layout}>
          <Stack gap={2}>
            <TextEditor
              label={t('playbooks.yaml')}
              value={draft.text}
              onChange={draft.write}
              wrong={draft.problems.map(({ line }) => line)}
              areaRef={area}
              describedBy={problemsId}
            />
            <TextField
              label={t('playbooks.reason')}
              help={t('playbooks.reasonHelp')}
              value={reason}
              onChange={setReason}
              problem={tried ? problem : undefined}
              lines={3}
              required
            />
            {tried && draft.problems.length > 0 && (
              <Copy block>{t('playbooks.correctFirst')}</Copy>
            )}
            <Refused
              refusal={refusal}
              title={t('playbooks.notProposed')}
              level={3}
            />
            <Row>
              <Button type="submit" tone="main" busy={busy}>
                {t('playbooks.proposeIt')}
              </Button>
              <Copy subtle small>
                {t('playbooks.proposeHelp')}
              </Copy>
            </Row>
          </Stack>
          <EditorSide
            draft={draft}
            before={playbook}
            problemsId={problemsId}
            onLine={line => area.current && goToLine(area.current, line)}
          />
        </div>
      </form>
    </PageBody>
  );
}
