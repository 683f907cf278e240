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

import type {
  AudienceKind,
  Exposure,
  RolloutRow,
} from '@stagecraft/backstage-plugin-rollouts-common';
import { useText, type Text } from '../translation/useText';
import { formatShare, widest } from './format';
import { classes, styles } from './styles';

const useStyles = styles(({ colours }) => ({
  ladder: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: 8,
    maxWidth: '100%',
  },
  segments: {
    display: 'inline-flex',
    gap: 2,
    maxWidth: 96,
    flexShrink: 1,
    minWidth: 40,
  },
  segment: {
    height: 10,
    width: 14,
    minWidth: 1,
    flexShrink: 1,
    borderRadius: 2,
    boxSizing: 'border-box',
    border: `1px solid ${colours.neutral.text}`,
  },
  thin: { border: 'none', borderRadius: 1, background: colours.line },
  filled: { background: colours.info.text, borderColor: colours.info.text },
  share: {
    fontVariantNumeric: 'tabular-nums',
    whiteSpace: 'nowrap',
    fontWeight: 600,
  },
}));

/** "5.0 % of everyone". */
export function ofAudienceText(
  audience: AudienceKind,
  share: number,
  t: Text,
): string {
  return t(`kit.of.${audience}`, { share: formatShare(share) });
}

/** "5.0 % of everyone", or that nobody is exposed. */
export function audienceText(exposure: Exposure, t: Text): string {
  const { audience, share } = widest(exposure);
  if (audience === null) return t('kit.nobody');
  return ofAudienceText(audience, share, t);
}

/** Exposure: a segment a stage, filled up to the open one, the share beside. */
export function Ladder(props: {
  rollout: Pick<RolloutRow, 'ladder' | 'stageIndex' | 'exposure'>;
  /** With the audience beside the share. */
  audience?: boolean;
  /** Without the share beside, where that stands in large figures. */
  unlabelled?: boolean;
}) {
  const css = useStyles();
  const t = useText();
  const { ladder, stageIndex, exposure } = props.rollout;
  const { audience, share } = widest(exposure);
  const open = audience === null ? -1 : stageIndex;
  const said = audienceText(exposure, t);
  const label =
    open < 0
      ? t('kit.ladderClosed', { stages: String(ladder.length), share: said })
      : t('kit.ladder', {
          stage: String(open + 1),
          stages: String(ladder.length),
          share: said,
        });
  return (
    <span className={css.ladder} role="img" aria-label={label} title={label}>
      <span className={css.segments} aria-hidden>
        {ladder.map((step, index) => (
          <span
            key={step.name}
            className={classes(
              css.segment,
              ladder.length > 8 && css.thin,
              index <= open && css.filled,
            )}
          />
        ))}
      </span>
      {!props.unlabelled && (
        <span className={css.share} aria-hidden>
          {props.audience ? said : formatShare(share)}
        </span>
      )}
    </span>
  );
}
