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

import SwapHorizIcon from '@material-ui/icons/SwapHoriz';
import type {
  PreflightResult,
  TargetCandidate,
  TargetRef,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { usePreflight } from '../../../data/usePlan';
import {
  Button,
  Copy,
  Disclosure,
  Facts,
  Failed,
  Lines,
  LoadingNote,
  Row,
  Stack,
  StateSign,
} from '../../../kit';
import { useDraftValue } from '../../../draft/DraftContext';
import { HeldPreflight } from '../../../plan';
import { useText } from '../../../translation/useText';

const TONES = { pass: 'ok', warn: 'warning', fail: 'error' } as const;

/** The worst of them. */
function worstOf(results: readonly PreflightResult[]) {
  const outcomes = results.map(({ outcome }) => outcome);
  if (outcomes.includes('fail')) return 'fail';
  return outcomes.includes('warn') ? 'warn' : 'pass';
}

function TargetPreflight(props: { service: string; target: TargetRef }) {
  const t = useText();
  const { revises } = useDraftValue();
  const read = usePreflight(props.service, props.target);
  if (read.failure) {
    return (
      <Failed
        refusal={read.failure}
        title={t('request.target.preflightFailed')}
        onRetry={read.retry}
      />
    );
  }
  const results = read.data?.items[0]?.preflight;
  if (!results) {
    return (
      <>
        <LoadingNote />
        <Lines count={1} />
      </>
    );
  }
  // A plan that is revised holds its own.
  const heldBy = revises ? undefined : read.data?.items[0]?.heldBy;
  const worst = heldBy === undefined ? worstOf(results) : 'fail';
  return (
    <Disclosure
      key={worst}
      open={worst === 'fail'}
      title={
        <Row gap={1} align="center">
          <span>{t('plan.preflight.title')}</span>
          <StateSign tone={TONES[worst]}>
            {t(
              heldBy === undefined
                ? `request.target.preflight.${worst}`
                : 'request.target.preflight.held',
            )}
          </StateSign>
        </Row>
      }
    >
      <HeldPreflight
        results={results}
        heldBy={heldBy}
        // Opened to see what passes, where nothing else is to be seen.
        whole={worst === 'pass'}
      />
    </Disclosure>
  );
}

/** A chosen target: where it is, its two backends, and whether it can be moved. */
export function TargetDetails(props: {
  service: string;
  target: TargetRef;
  /** What is known of it; undefined for one that nobody offers any more. */
  candidate: TargetCandidate | undefined;
  onSwap: () => void;
}) {
  const t = useText();
  const { target, candidate } = props;
  const { backends } = target;
  return (
    <Stack gap={1} align="flex-start">
      <Copy block small>
        {t('request.target.backends', backends)}
        {candidate?.evidence && ` ${candidate.evidence}`}
      </Copy>
      <Facts
        facts={[
          { term: t('request.target.kind'), value: target.kind },
          { term: t('request.target.cluster'), value: target.cluster },
          {
            term: t('request.target.place'),
            value: [
              target.namespace,
              target.name,
              ...(target.part ? [target.part] : []),
            ].join('/'),
          },
          { term: t('request.target.baseline'), value: backends.baseline },
          { term: t('request.target.new'), value: backends.new },
        ]}
      />
      {candidate?.named === false && (
        <Button small icon={<SwapHorizIcon />} onPress={props.onSwap}>
          {t('request.target.swap')}
        </Button>
      )}
      <TargetPreflight service={props.service} target={target} />
    </Stack>
  );
}
