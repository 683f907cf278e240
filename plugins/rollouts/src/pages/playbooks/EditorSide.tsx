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
import { Card, Copy, Fresh, RecoverySteps, Stack, StateSign } from '../../kit';
import { ExposureFrame, LineProblems } from '../../plan';
import { useText } from '../../translation/useText';
import { DifferencesList } from './DifferencesList';
import type { PlaybookDraft } from './drafts';

/** Beside the text: what is wrong with it, what changes, and how it reads. */
export function EditorSide(props: {
  draft: PlaybookDraft;
  before: PlaybookView | undefined;
  problemsId: string;
  /** Whether the stages and steps are to be drawn, which fields do themselves. */
  preview: boolean;
  onProblem: (problem: LineProblem) => void;
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
            <Stack align="flex-start">
              <StateSign tone="error">
                {t('playbooks.wrongLines', { count: problems.length })}
              </StateSign>
              <LineProblems problems={problems} onPress={props.onProblem} />
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
            {props.preview && (
              <Card title={t('playbooks.preview', { title: shown.title })}>
                <Copy block>{shown.purpose}</Copy>
                <ExposureFrame stages={shown.stages} />
                <RecoverySteps steps={shown.recoverySteps} />
              </Card>
            )}
          </Stack>
        </Fresh>
      )}
    </Stack>
  );
}
