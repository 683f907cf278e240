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

import { useId, useState, type ReactNode } from 'react';
import { useText } from '../translation/useText';
import { Button } from './Button';
import { Copy, Heading, OnScreen, Row, Stack } from './layout';

export interface ChartFrameProps {
  title: string;
  /** The verdict's sign. */
  sign?: ReactNode;
  /** What the chart shows, with its numbers. */
  sentence?: ReactNode;
  /** The chart; hidden from screen readers, which get the table. */
  chart: ReactNode;
  /** The same data as a table. */
  table: () => ReactNode;
}

/** A chart with the sentence above it, and its table a press away. */
export function ChartFrame(props: ChartFrameProps) {
  const t = useText();
  const id = useId();
  const [asTable, setAsTable] = useState(false);
  const toggle = t(asTable ? 'kit.chart' : 'kit.table');
  return (
    <section aria-labelledby={id}>
      <Stack gap={0.5}>
        <Row justify="space-between">
          <Row>
            <Heading level={4} id={id}>
              {props.title}
            </Heading>
            {props.sign}
          </Row>
          <OnScreen>
            <Button
              small
              tone="quiet"
              label={`${toggle}: ${props.title}`}
              onPress={() => setAsTable(!asTable)}
            >
              {toggle}
            </Button>
          </OnScreen>
        </Row>
        {props.sentence && <Copy block>{props.sentence}</Copy>}
        {asTable ? props.table() : <div aria-hidden>{props.chart}</div>}
      </Stack>
    </section>
  );
}
