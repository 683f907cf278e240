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

import type { PlaybookChange } from '@stagecraft/backstage-plugin-rollouts-common';
import { useState } from 'react';
import { useDecideChange } from '../../data/usePlaybooks';
import {
  ActionButton,
  Actor,
  Card,
  Copy,
  Facts,
  ReasonDialog,
  Row,
  Time,
} from '../../kit';
import { PlaybookLink } from '../../plan';
import { useText } from '../../translation/useText';
import { closedOf } from './opening';
import { ChangeSign } from './Signs';

const DECISIONS = [
  { decision: 'sign-off', opening: 'signOff', tone: 'main' },
  { decision: 'refuse', opening: 'refuse', tone: 'plain' },
  { decision: 'withdraw', opening: 'withdraw', tone: 'quiet' },
] as const;
type Decision = (typeof DECISIONS)[number]['decision'];

function Ended(props: { change: PlaybookChange }) {
  const t = useText();
  const { state, closed, version, playbook } = props.change;
  return (
    <Card title={t('playbooks.ended')}>
      <Row>
        <ChangeSign state={state} />
        {version !== null && (
          <PlaybookLink playbook={{ id: playbook, version }}>
            {t('playbooks.version', { version: String(version) })}
          </PlaybookLink>
        )}
      </Row>
      {closed && (
        <Facts
          facts={[
            {
              term: t('playbooks.endedBy'),
              value: (
                <>
                  <Actor actor={closed.by} />, <Time at={closed.at} />
                </>
              ),
            },
            { term: t('playbooks.endedReason'), value: closed.reason },
          ]}
        />
      )}
    </Card>
  );
}

/** Signs off, refuses or withdraws a change, each with a reason. */
export function ChangeDecision(props: { change: PlaybookChange }) {
  const t = useText();
  const { change } = props;
  const { send, busy, refusal, reset } = useDecideChange(change.id);
  const [asked, setAsked] = useState<Decision>();
  // Stays while the dialog closes, so that its words do not change.
  const [last, setLast] = useState<Decision>('sign-off');
  if (change.state !== 'open') return <Ended change={change} />;
  const decide = (reason: string) =>
    send({ decision: last, reason }).then(
      () => setAsked(undefined),
      // `refusal` shows it; what was typed stays.
      () => undefined,
    );
  return (
    <Card title={t('playbooks.decide')}>
      <Copy block subtle small>
        {t('playbooks.decideHelp')}
      </Copy>
      <Row>
        {DECISIONS.map(({ decision, opening, tone }) => (
          <ActionButton
            key={decision}
            label={t(`playbooks.decision.${decision}`)}
            tone={tone}
            closed={closedOf(change[opening])}
            onPress={() => {
              reset();
              setLast(decision);
              setAsked(decision);
            }}
          />
        ))}
      </Row>
      <ReasonDialog
        open={asked !== undefined}
        title={t(`playbooks.decisionTitle.${last}`)}
        suggestions={[]}
        confirmLabel={t(`playbooks.decision.${last}`)}
        busy={busy}
        refusal={refusal}
        onConfirm={decide}
        onClose={() => setAsked(undefined)}
      >
        {t(`playbooks.decisionText.${last}`)}
      </ReasonDialog>
    </Card>
  );
}
