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

import { useMutation } from '@tanstack/react-query';
import { useApi } from '@backstage/frontend-plugin-api';
import { rolloutsApiRef } from '../../api';
import { download } from '../../data/download';
import { refusalOf } from '../../data/refusal';
import type { ActorFilter } from '../../data/useRollout';
import { Button, Copy } from '../../kit';
import { useText } from '../../translation/useText';
import { allDecisions, toCsv } from './exportDecisions';

type Format = 'json' | 'csv';

/** Takes out the decisions that are shown, all pages of them. */
export function ExportButtons(props: {
  rolloutId: string;
  actor: ActorFilter;
}) {
  const t = useText();
  const api = useApi(rolloutsApiRef);
  const { mutate, isPending, error } = useMutation({
    mutationFn: async (format: Format) => {
      const decisions = await allDecisions(api, props.rolloutId, props.actor);
      const name = `decisions-${props.rolloutId}.${format}`;
      if (format === 'csv') download(name, 'text/csv', toCsv(decisions));
      else {
        download(name, 'application/json', JSON.stringify(decisions, null, 2));
      }
    },
  });
  return (
    <>
      {(['json', 'csv'] as const).map(format => (
        <Button
          key={format}
          small
          busy={isPending}
          onPress={() => mutate(format)}
        >
          {t(`rollout.timeline.${format}`)}
        </Button>
      ))}
      {error && (
        <span role="alert">
          <Copy small>
            {t('rollout.timeline.exportFailed')}: {refusalOf(error).message}
          </Copy>
        </span>
      )}
    </>
  );
}
