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

import type { ReactNode } from 'react';
import Skeleton from '@material-ui/lab/Skeleton';
import { useText } from '../translation/useText';
import type { Refusal } from '../data/refusal';
import { ClosedReason } from './ActionButton';
import { Button } from './Button';
import { Card } from './Card';
import { Copy, PageBody, Row, Stack, Unseen } from './layout';

/** Lines in the shape of text that is being loaded. */
export function Lines(props: { count?: number; height?: number }) {
  return (
    <div aria-hidden>
      {Array.from({ length: props.count ?? 3 }, (_, index) => (
        <Skeleton
          key={index}
          variant="text"
          height={props.height ?? 22}
          width={`${95 - ((index * 17) % 40)}%`}
        />
      ))}
    </div>
  );
}

/** A block in the shape of a card that is being loaded. */
export function Block(props: { height: number }) {
  return (
    <div aria-hidden>
      <Skeleton
        variant="rect"
        height={props.height}
        style={{ borderRadius: 8 }}
      />
    </div>
  );
}

/** Says to screen readers that something is being loaded. */
export function LoadingNote() {
  const t = useText();
  return (
    <Unseen>
      <span role="status">{t('kit.loading')}</span>
    </Unseen>
  );
}

/** A page that is being loaded and whose shape is not known yet. */
export function PageSkeleton() {
  return (
    <PageBody>
      <LoadingNote />
      <Block height={88} />
      <Block height={320} />
    </PageBody>
  );
}

/** What will be here, and the first step. */
export function Empty(props: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <Card title={props.title}>
      <Stack gap={1.5} align="flex-start">
        {props.children && (
          <Copy block subtle>
            {props.children}
          </Copy>
        )}
        {props.action}
      </Stack>
    </Card>
  );
}

/** What failed, why, what to do, and *Try again*. */
export function Failed(props: {
  refusal: Refusal;
  /** What could not be loaded, as a title. */
  title?: string;
  /** Of the title; 2 where it stands in place of the whole page. */
  level?: 2 | 3;
  onRetry?: () => void;
}) {
  const t = useText();
  const { refusal } = props;
  const texts = {
    'not-allowed': [t('kit.notAllowed'), t('kit.notAllowedRemedy')],
    'not-found': [t('kit.notFound'), t('kit.notFoundRemedy')],
    unreachable: [props.title ?? t('kit.failed'), t('kit.unreachableRemedy')],
  } as const;
  const [title, remedy] =
    refusal.kind in texts
      ? texts[refusal.kind as keyof typeof texts]
      : [props.title ?? t('kit.failed'), undefined];
  const reason =
    refusal.kind === 'unreachable' ? t('kit.unreachable') : refusal.message;
  return (
    <div role="alert">
      <Card
        title={title}
        level={props.level}
        tone={refusal.kind === 'failed' ? 'error' : 'neutral'}
      >
        <ClosedReason
          tried
          closed={{
            reason,
            remedy: refusal.remedy ?? remedy,
            whoCould: refusal.whoCould,
          }}
        />
        {props.onRetry && (
          <Row>
            <Button onPress={props.onRetry}>{t('kit.tryAgain')}</Button>
          </Row>
        )}
      </Card>
    </div>
  );
}
