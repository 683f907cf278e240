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

import { useEffect, useState } from 'react';
import {
  planFileToYaml,
  type PlanFile,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { download } from '../../data/download';
import { ActionButton, Copy } from '../../kit';
import { useText, type Text } from '../../translation/useText';
import { useDraftValue } from '../../draft/DraftContext';
import type { Form } from '../../draft/form';
import { wholeFileOf } from '../../draft/shownPlan';

function textOf(file: PlanFile, { experiment }: Form, t: Text): string {
  return planFileToYaml(
    file,
    t('request.yamlTitle', { title: experiment.title.trim() }),
  );
}

/** The draft as a rollout's export would have it, to keep or to share. */
export function TakeYaml() {
  const t = useText();
  const { form } = useDraftValue().state;
  const [copied, setCopied] = useState<boolean>();
  // What was copied is no longer what stands here.
  useEffect(() => setCopied(undefined), [form]);
  const file = wholeFileOf(form);
  const closed = file
    ? undefined
    : { reason: t('request.notWhole'), remedy: t('request.notWholeRemedy') };
  const copy = async (whole: PlanFile) => {
    try {
      await navigator.clipboard.writeText(textOf(whole, form, t));
      setCopied(true);
    } catch {
      setCopied(false);
    }
  };
  return (
    <>
      <ActionButton
        small
        label={t('request.copyYaml')}
        closed={closed}
        onPress={() => file && void copy(file)}
      />
      <ActionButton
        small
        label={t('request.downloadYaml')}
        closed={closed}
        onPress={() =>
          file &&
          download('plan.yaml', 'application/yaml', textOf(file, form, t))
        }
      />
      <span role="status">
        {copied !== undefined && (
          <Copy small>
            {t(copied ? 'request.copiedYaml' : 'request.notCopied')}
          </Copy>
        )}
      </span>
    </>
  );
}
