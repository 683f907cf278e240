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

import { Copy, Stack } from '../kit';
import { useText } from '../translation/useText';
import type { ShownPlan } from './PlanFacts';

/** How the exposure is taken back. */
export function WayBack(props: { rollbackPlan: ShownPlan['rollbackPlan'] }) {
  const t = useText();
  const { kind, notes } = props.rollbackPlan;
  return (
    <Stack gap={0.5}>
      <Copy block strong>
        {t(`plan.wayBack.${kind}`)}
      </Copy>
      <Copy block>{notes}</Copy>
    </Stack>
  );
}
