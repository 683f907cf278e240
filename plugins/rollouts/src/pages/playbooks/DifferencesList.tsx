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

import type { Playbook } from '@stagecraft/backstage-plugin-rollouts-common';
import {
  Copy,
  Heading,
  Row,
  Stack,
  StateSign,
  styles,
  Unseen,
} from '../../kit';
import { useText } from '../../translation/useText';
import {
  playbookDifferences,
  type Difference,
  type Section,
} from './differences';

const useStyles = styles(({ colours, space, narrow }) => ({
  list: {
    display: 'grid',
    gridTemplateColumns: 'minmax(96px, 180px) minmax(0, 1fr)',
    gap: `${space(0.75)}px ${space(2)}px`,
    margin: 0,
    fontSize: '0.875rem',
    [narrow]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  term: { color: colours.subtle },
  value: {
    margin: 0,
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    gap: space(0.75),
    overflowWrap: 'anywhere',
  },
  before: {
    color: colours.error.text,
    background: colours.error.surface,
    borderRadius: 4,
    padding: '1px 6px',
  },
  after: {
    textDecoration: 'none',
    color: colours.ok.text,
    background: colours.ok.surface,
    borderRadius: 4,
    padding: '1px 6px',
  },
}));

const TONES = { added: 'ok', removed: 'error', changed: 'warning' } as const;

function Value({ before, after }: Difference) {
  const t = useText();
  const css = useStyles();
  return (
    <dd className={css.value}>
      {before !== null && (
        <del className={css.before}>
          <Unseen>{t('playbooks.diff.was')}: </Unseen>
          {before}
        </del>
      )}
      {before !== null && after !== null && <span aria-hidden>→</span>}
      {after !== null && (
        <ins className={css.after}>
          <Unseen>{t('playbooks.diff.is')}: </Unseen>
          {after}
        </ins>
      )}
    </dd>
  );
}

function Part({ section }: { section: Section }) {
  const t = useText();
  const css = useStyles();
  return (
    <Stack gap={0.75}>
      <Row>
        <Heading level={4}>{section.title}</Heading>
        <StateSign tone={TONES[section.kind]}>
          {t(`playbooks.diff.${section.kind}`)}
        </StateSign>
      </Row>
      <dl className={css.list}>
        {section.differences.map((difference, index) => (
          <div key={index} style={{ display: 'contents' }}>
            <dt className={css.term}>{difference.part}</dt>
            <Value {...difference} />
          </div>
        ))}
      </dl>
    </Stack>
  );
}

/** What differs between two playbooks, in words. */
export function DifferencesList(props: {
  before: Playbook;
  after: Playbook;
  /** What to say where nothing differs. */
  none?: string;
}) {
  const t = useText();
  const sections = playbookDifferences(props.before, props.after, t);
  if (sections.length === 0) {
    return (
      <Copy block subtle>
        {props.none ?? t('playbooks.same')}
      </Copy>
    );
  }
  return (
    <Stack gap={2}>
      {sections.map(section => (
        <Part key={`${section.kind} ${section.title}`} section={section} />
      ))}
    </Stack>
  );
}
