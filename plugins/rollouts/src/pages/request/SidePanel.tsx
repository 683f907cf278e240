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

import type { PlanCheck } from '@stagecraft/backstage-plugin-rollouts-common';
import type { Refusal } from '../../data/refusal';
import {
  AskFirst,
  Card,
  Copy,
  Failed,
  formatDuration,
  Lines,
  Row,
  styles,
} from '../../kit';
import { BlastRadius, Departures, PolicyResults } from '../../plan';
import { useText } from '../../translation/useText';

const useStyles = styles(({ space }) => ({
  panel: { display: 'flex', flexDirection: 'column', gap: space(2) },
}));

function Finish(props: { seconds: number | null }) {
  const t = useText();
  return (
    <Copy block>
      {props.seconds === null
        ? t('request.side.finishUnknown')
        : t('request.side.finishIn', {
            duration: formatDuration(props.seconds),
          })}
    </Copy>
  );
}

function Draft(props: { kept: boolean; onDiscard: () => void }) {
  const t = useText();
  return (
    <Card title={t('request.side.draft')} level={4}>
      <Copy block subtle small>
        {t(props.kept ? 'request.side.kept' : 'request.side.notKept')}
      </Copy>
      <Row>
        <AskFirst
          small
          label={t('request.side.discard')}
          confirmLabel={t('request.side.discardYes')}
          onConfirm={props.onDiscard}
        />
      </Row>
    </Card>
  );
}

/** What the API knows of the plan. */
export function Known(props: { check: PlanCheck }) {
  const t = useText();
  const { check } = props;
  return (
    <>
      <Card title={t('plan.blast.title')} level={4}>
        <BlastRadius blastRadius={check.blastRadius} />
      </Card>
      <Card title={t('request.side.finish')} level={4}>
        <Finish seconds={check.earliestFinishSeconds} />
      </Card>
      <Card title={t('request.side.policy')} level={4}>
        <PolicyResults policies={check.policies} risk={check.risk} />
      </Card>
      <Card title={t('request.side.departures')} level={4}>
        <Departures departures={check.departures} />
      </Card>
    </>
  );
}

export interface SidePanelProps {
  check: PlanCheck | undefined;
  enabled: boolean;
  checking: boolean;
  failure: Refusal | undefined;
  onRetry: () => void;
  kept: boolean;
  onDiscard: () => void;
  /** What is known of the plan stands elsewhere. */
  brief: boolean;
}

/** What is known of the plan while it is written. */
export function SidePanel(props: SidePanelProps) {
  const css = useStyles();
  const t = useText();
  const { check } = props;
  const isWaiting = props.enabled && !check && !props.failure;
  return (
    <aside aria-label={t('request.side.title')} aria-busy={props.checking}>
      <div className={css.panel}>
        {!props.enabled && !check && (
          <Card title={t('request.side.title')} level={4}>
            <Copy block subtle>
              {t('request.side.first')}
            </Copy>
          </Card>
        )}
        {isWaiting && (
          <Card title={t('request.side.checking')} level={4}>
            <Lines count={4} />
          </Card>
        )}
        {props.failure && (
          <Failed
            refusal={props.failure}
            title={t('request.side.failed')}
            onRetry={props.onRetry}
          />
        )}
        {check && !props.brief && <Known check={check} />}
        <Draft kept={props.kept} onDiscard={props.onDiscard} />
      </div>
    </aside>
  );
}
