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

import {
  documentOf,
  type LineProblem,
  type PlaybookView,
} from '@stagecraft/backstage-plugin-rollouts-common';
import {
  Card,
  Copy,
  Fresh,
  RecoverySteps,
  Stack,
  StateSign,
  styles,
} from '../../kit';
import { ExposureFrame } from '../../plan';
import { useText } from '../../translation/useText';
import { DifferencesList } from './DifferencesList';
import type { YamlDraft } from './drafts';

const useStyles = styles(({ colours, space }) => ({
  list: {
    margin: 0,
    padding: 0,
    listStyle: 'none',
    display: 'flex',
    flexDirection: 'column',
    gap: space(0.5),
  },
  problem: {
    font: 'inherit',
    fontSize: '0.875rem',
    color: 'inherit',
    textAlign: 'left',
    background: 'none',
    border: 'none',
    padding: `${space(0.5)}px 0`,
    cursor: 'pointer',
    overflowWrap: 'anywhere',
    '&:hover': { textDecoration: 'underline' },
    '&:focus-visible': { outline: `2px solid ${colours.link}` },
  },
}));

/** The lines that are wrong, and why; each leads there. */
export function LineProblems(props: {
  problems: readonly LineProblem[];
  onLine?: (line: number) => void;
}) {
  const t = useText();
  const css = useStyles();
  return (
    <ul className={css.list}>
      {props.problems.map(({ line, path, message, remedy }, index) => {
        const words = (
          <>
            <Copy strong>{t('playbooks.line', { line: String(line) })}: </Copy>
            {message}
            {remedy && <Copy subtle>. {remedy}</Copy>}
            {path.length > 0 && (
              <Copy subtle small>
                {' '}
                ({path.join('.')})
              </Copy>
            )}
          </>
        );
        return (
          <li key={`${line} ${index}`}>
            {props.onLine ? (
              <button
                type="button"
                className={css.problem}
                onClick={() => props.onLine?.(line)}
              >
                {words}
              </button>
            ) : (
              words
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** Beside the text: what is wrong with it, what changes, and how it reads. */
export function EditorSide(props: {
  draft: YamlDraft;
  before: PlaybookView | undefined;
  problemsId: string;
  onLine: (line: number) => void;
}) {
  const t = useText();
  const { draft, before } = props;
  const { shown, problems } = draft;
  return (
    <Stack gap={2}>
      <Card title={t('playbooks.problems')}>
        <div id={props.problemsId} role="status">
          {problems.length === 0 ? (
            <StateSign tone="ok">{t('playbooks.noProblems')}</StateSign>
          ) : (
            <Stack>
              <StateSign tone="error">
                {t('playbooks.wrongLines', { count: problems.length })}
              </StateSign>
              <LineProblems problems={problems} onLine={props.onLine} />
            </Stack>
          )}
        </div>
      </Card>
      {shown && (
        <Fresh interrupted={problems.length > 0}>
          <Stack gap={2}>
            {problems.length > 0 && (
              <Copy block subtle>
                {t('playbooks.shownLastRight')}
              </Copy>
            )}
            {before && (
              <Card title={t('playbooks.whatChanges')}>
                <DifferencesList
                  before={documentOf(before)}
                  after={shown}
                  none={t('playbooks.nothingChanges')}
                />
              </Card>
            )}
            <Card title={t('playbooks.preview', { title: shown.title })}>
              <Copy block>{shown.purpose}</Copy>
              <ExposureFrame stages={shown.stages} />
              <RecoverySteps steps={shown.recoverySteps} />
            </Card>
          </Stack>
        </Fresh>
      )}
    </Stack>
  );
}
