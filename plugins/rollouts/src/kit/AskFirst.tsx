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
import { useText } from '../translation/useText';
import { Button, type ButtonTone } from './Button';
import { Copy, Row } from './layout';

/** A button that discards what was written: it asks in its own place first. */
export function AskFirst(props: {
  label: string;
  confirmLabel: string;
  tone?: ButtonTone;
  small?: boolean;
  onConfirm: () => void;
}) {
  const t = useText();
  const { small } = props;
  const [asking, setAsking] = useState(false);
  if (!asking) {
    return (
      <Button small={small} tone={props.tone} onPress={() => setAsking(true)}>
        {props.label}
      </Button>
    );
  }
  return (
    <Row>
      <span role="alert">
        <Copy strong>{t('kit.discardSure')}</Copy>
      </span>
      <Button
        small={small}
        tone="danger"
        onPress={() => {
          setAsking(false);
          props.onConfirm();
        }}
      >
        {props.confirmLabel}
      </Button>
      <Button small={small} onPress={() => setAsking(false)}>
        {t('kit.keep')}
      </Button>
    </Row>
  );
}
