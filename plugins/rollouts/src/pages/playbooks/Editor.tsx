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
import { useNavigate, useSearchParams } from 'react-router-dom';
import { useRouteRef } from '@backstage/core-plugin-api';
import {
  playbookFromYaml,
  type LineProblem,
  type PlaybookView,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { useProposeChange } from '../../data/usePlaybooks';
import {
  Card,
  ClosedReason,
  goToLine,
  PageBody,
  Stack,
  styles,
  TextEditor,
} from '../../kit';
import { playbookChangeRouteRef } from '../../routes';
import { useText } from '../../translation/useText';
import { DraftNotes } from './DraftNotes';
import { usePlaybookDraft } from './drafts';
import { EditorHeader } from './EditorHeader';
import { EditorSide } from './EditorSide';
import { PlaybookFormView, type Wanted } from './form/PlaybookFormView';
import { closedOf } from './opening';
import { ProposeFields } from './ProposeFields';

const useStyles = styles(({ space, oneColumn }) => ({
  layout: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
    gap: space(2),
    alignItems: 'start',
    [oneColumn]: { gridTemplateColumns: 'minmax(0, 1fr)' },
    '@media (min-width: 1280px)': {
      '&[data-view="form"]': {
        gridTemplateColumns: 'minmax(0, 1fr) minmax(240px, 280px)',
        '& > :last-child': { position: 'sticky', top: space(2) },
      },
    },
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

/** One draft in fields and as YAML, with what is wrong and what changes. */
export function Editor(props: EditorProps) {
  const t = useText();
  const css = useStyles();
  const problemsId = useId();
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const linkTo = useRouteRef(playbookChangeRouteRef);
  const { playbook, learning } = props;
  const area = useRef<HTMLTextAreaElement>(null);
  const [initial] = useState({
    text: props.initial,
    reason: props.reason,
    version: playbook?.version ?? 0,
  });
  const draft = usePlaybookDraft(props.subject, initial);
  const [tried, setTried] = useState(false);
  const [wanted, setWanted] = useState<Wanted>();
  const id = playbook?.id ?? draft.shown?.id ?? '';
  const { send, busy, refusal } = useProposeChange(id);
  const closed = playbook && closedOf(playbook.propose);
  const view = params.get('view') === 'yaml' ? 'yaml' : 'form';
  const show = (next: 'form' | 'yaml') => {
    const after = new URLSearchParams(params);
    after.set('view', next);
    setParams(after, { replace: true });
    setWanted(undefined);
  };
  const reason = draft.reason.trim();
  let problem: string | undefined;
  if (reason === '') problem = t('playbooks.reasonMissing');
  else if (reason.length > LONGEST_REASON) {
    problem = t('kit.reasonTooLong', { max: String(LONGEST_REASON) });
  }

  const propose = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    // What is sent is what stands there now, however lately it was typed.
    const document = playbookFromYaml(draft.text).value;
    if (!document || problem || busy) return;
    send({
      kind: 'revise',
      baseVersion: playbook?.version ?? 0,
      document,
      reason,
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
  const goTo = ({ path, line }: LineProblem) => {
    if (view === 'form' && draft.form) {
      setWanted(last => ({ path, times: (last?.times ?? 0) + 1 }));
    } else if (area.current) goToLine(area.current, line);
  };

  return (
    <PageBody>
      <EditorHeader
        playbook={playbook}
        draft={draft}
        view={view}
        onView={show}
        onStartOver={() => draft.replace(initial.text)}
        canStartOver={draft.text !== initial.text}
      />
      {closed && (
        <Card title={t('playbooks.mayNotPropose')} tone="warning">
          <ClosedReason closed={closed} />
        </Card>
      )}
      <DraftNotes draft={draft} playbook={playbook} />
      <form onSubmit={propose} noValidate>
        <div className={css.layout} data-view={view}>
          <Stack gap={2}>
            {view === 'form' ? (
              <PlaybookFormView
                draft={draft}
                isNew={!playbook}
                tried={tried}
                wanted={wanted}
                onYaml={() => show('yaml')}
              />
            ) : (
              <TextEditor
                label={t('playbooks.yaml')}
                value={draft.text}
                onChange={draft.write}
                wrong={draft.problems.map(({ line }) => line)}
                areaRef={area}
                describedBy={problemsId}
              />
            )}
            <ProposeFields
              draft={draft}
              isNew={!playbook}
              problem={tried ? problem : undefined}
              tried={tried}
              busy={busy}
              refusal={refusal}
            />
          </Stack>
          <EditorSide
            draft={draft}
            before={playbook}
            problemsId={problemsId}
            preview={view === 'yaml'}
            onProblem={goTo}
          />
        </div>
      </form>
    </PageBody>
  );
}
