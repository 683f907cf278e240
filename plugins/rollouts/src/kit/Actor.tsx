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

import type { Actor as ActorOf } from '@stagecraft/backstage-plugin-rollouts-common';
import PersonOutlineIcon from '@material-ui/icons/PersonOutline';
import MemoryIcon from '@material-ui/icons/Memory';
import VpnKeyOutlinedIcon from '@material-ui/icons/VpnKeyOutlined';
import { useText } from '../translation/useText';
import { EntityName } from './EntityName';
import { Copy } from './layout';
import { styles } from './styles';

const useStyles = styles(({ colours }) => ({
  actor: {
    display: 'inline-flex',
    gap: 4,
    alignItems: 'center',
    verticalAlign: 'bottom',
    minWidth: 0,
  },
  person: { fontSize: 18, color: colours.link, flexShrink: 0 },
  machine: { fontSize: 18, color: colours.subtle, flexShrink: 0 },
}));

/** Who decided: a person, a token, or Stagecraft itself. */
export function Actor(props: { actor: ActorOf }) {
  const css = useStyles();
  const t = useText();
  const { actor } = props;
  switch (actor.kind) {
    case 'controller':
      return (
        <span className={css.actor} data-actor="machine">
          <MemoryIcon className={css.machine} aria-hidden />
          {t('kit.machine')}
        </span>
      );
    case 'service':
      return (
        <span className={css.actor} data-actor="machine">
          <VpnKeyOutlinedIcon className={css.machine} aria-hidden />
          {actor.name} <Copy subtle>({t('kit.service')})</Copy>
        </span>
      );
    default:
      return (
        <span className={css.actor} data-actor="person">
          <PersonOutlineIcon className={css.person} aria-hidden />
          <span>
            {actor.name || <EntityName entityRef={actor.ref} />}
            {actor.through && (
              <Copy subtle> {t('kit.through', { plugin: actor.through })}</Copy>
            )}
          </span>
        </span>
      );
  }
}
