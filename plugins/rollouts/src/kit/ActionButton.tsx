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

import { useId, useRef, useState, type ReactNode } from 'react';
import LockOutlinedIcon from '@material-ui/icons/LockOutlined';
import Popover from '@material-ui/core/Popover';
import { useText } from '../translation/useText';
import { Button, type ButtonTone } from './Button';
import { EntityNames } from './EntityName';
import { Copy, Heading, Stack, Unseen } from './layout';
import { styles } from './styles';

const useStyles = styles(({ space }) => ({
  why: { padding: space(2), maxWidth: 360 },
}));

/** Why an action is closed, who could, and what would open it. */
export interface Closed {
  reason?: string;
  remedy?: string;
  whoCould?: readonly string[];
}

export function ClosedReason(props: {
  closed: Closed;
  /** It has been tried and failed: the remedy is what to do now. */
  tried?: boolean;
}) {
  const t = useText();
  const { reason, remedy, whoCould = [] } = props.closed;
  return (
    <Stack gap={1}>
      {reason && <Copy block>{reason}</Copy>}
      {remedy && (
        <Copy block>
          <Copy strong>{t(props.tried ? 'kit.whatToDo' : 'kit.remedy')}: </Copy>
          {remedy}
        </Copy>
      )}
      {whoCould.length > 0 && (
        <Copy block>
          <Copy strong>{t('kit.whoCould')}: </Copy>
          <EntityNames refs={whoCould} />
        </Copy>
      )}
    </Stack>
  );
}

export interface ActionButtonProps {
  label: string;
  /** What it acts on, for screen readers: "Roll back checkout". */
  accessibleLabel?: string;
  /** Set when it is closed. */
  closed?: Closed;
  tone?: ButtonTone;
  small?: boolean;
  busy?: boolean;
  icon?: ReactNode;
  onPress: () => void;
}

/** An action. Closed, a press, a tap or a key says why. */
export function ActionButton(props: ActionButtonProps) {
  const css = useStyles();
  const t = useText();
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const [asked, setAsked] = useState(false);
  const { closed } = props;
  return (
    <>
      <Button
        ref={button}
        tone={props.tone}
        small={props.small}
        busy={props.busy}
        closed={Boolean(closed)}
        icon={closed ? <LockOutlinedIcon fontSize="small" /> : props.icon}
        label={props.accessibleLabel}
        expanded={closed ? asked : undefined}
        describedBy={closed ? id : undefined}
        onPress={closed ? () => setAsked(true) : props.onPress}
      >
        {props.label}
      </Button>
      {closed && <Unseen id={id}>{closed.reason ?? t('kit.why')}</Unseen>}
      <Popover
        open={asked && Boolean(closed)}
        anchorEl={button.current}
        onClose={() => setAsked(false)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
      >
        <div className={css.why} role="dialog" aria-label={t('kit.why')}>
          <Stack align="flex-start">
            <Heading level={4}>{props.label}</Heading>
            <ClosedReason closed={closed ?? {}} />
            <Button small tone="quiet" onPress={() => setAsked(false)}>
              {t('kit.close')}
            </Button>
          </Stack>
        </div>
      </Popover>
    </>
  );
}
