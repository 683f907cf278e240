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

import type { RolloutRow } from '@stagecraft/backstage-plugin-rollouts-common';
import { PhaseSign, Row, signOf, VerdictSign } from '../kit';

/** Where a rollout stands, and its health where that sign is not about it. */
export function Standing(props: { rollout: RolloutRow; short?: boolean }) {
  const { rollout, short } = props;
  const { name } = signOf(rollout);
  const silent = name === 'waiting' || name === 'held';
  return (
    <Row>
      <PhaseSign rollout={rollout} short={short} />
      {silent && rollout.health && <VerdictSign verdict={rollout.health} />}
    </Row>
  );
}
