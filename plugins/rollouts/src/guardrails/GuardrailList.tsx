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

import AddIcon from '@material-ui/icons/Add';
import { Button, Row } from '../kit';
import { useText } from '../translation/useText';
import { useFields } from '../draft/FieldsContext';
import { GuardrailCard } from './GuardrailCard';

const MOST = 12;

/** Every guardrail, and one more. */
export function GuardrailList() {
  const t = useText();
  const { form, dispatch } = useFields();
  const { guardrails } = form.plan;
  return (
    <>
      {guardrails.map((guardrail, index) => (
        <GuardrailCard key={guardrail.key} index={index} />
      ))}
      {guardrails.length < MOST && (
        <Row>
          <Button
            icon={<AddIcon />}
            onPress={() => dispatch({ type: 'add-guardrail', metric: '' })}
          >
            {t('request.guardrails.add')}
          </Button>
        </Row>
      )}
    </>
  );
}
