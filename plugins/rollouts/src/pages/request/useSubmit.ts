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

import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { useRouteRef } from '@backstage/core-plugin-api';
import {
  experimentDraftSchema,
  planDraftSchema,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { refusalOf, type Refusal } from '../../data/refusal';
import { useCommand } from '../../data/useCommand';
import { usePropose } from '../../data/usePlan';
import { rolloutRouteRef } from '../../routes';
import type { Form } from '../../draft/form';
import { proposalOf } from '../../draft/proposal';
import { requestKey, type DraftState } from '../../draft/state';

/** A refusal, and the form it is about. */
export interface Refused {
  form: Form;
  refusal: Refusal;
}

/** The rollout whose plan is revised, as its viewer sees it. */
export interface Revised {
  id: string;
  version: number;
}

/** Sends a draft that has no problems, and opens the rollout it becomes. */
export function useSubmit(
  state: DraftState,
  forget: () => void,
  revised?: Revised,
) {
  const { propose } = usePropose();
  const { give } = useCommand(revised?.id ?? '');
  const navigate = useNavigate();
  const toRollout = useRouteRef(rolloutRouteRef);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Refused>();

  const send = async (): Promise<string> => {
    const { service, ...draft } = proposalOf(state.form);
    const plan = planDraftSchema.parse(draft.plan);
    if (revised) {
      const reason = state.form.reason.trim();
      await give({
        command: { command: 'revise', reason, plan },
        version: revised.version,
      });
      return revised.id;
    }
    const { rolloutId } = await propose({
      body: {
        service,
        experiment: experimentDraftSchema.parse(draft.experiment),
        plan,
      },
      idempotencyKey: requestKey(state),
    });
    return rolloutId;
  };

  const submit = async () => {
    setBusy(true);
    setRefused(undefined);
    try {
      const id = await send();
      forget();
      navigate(toRollout({ id }));
    } catch (error) {
      setRefused({ form: state.form, refusal: refusalOf(error) });
    } finally {
      setBusy(false);
    }
  };
  return { submit, busy, refused };
}
