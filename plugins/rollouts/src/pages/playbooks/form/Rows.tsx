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
import AddIcon from '@material-ui/icons/Add';
import ArrowDownwardIcon from '@material-ui/icons/ArrowDownward';
import ArrowUpwardIcon from '@material-ui/icons/ArrowUpward';
import CloseIcon from '@material-ui/icons/Close';
import { Button, Card, Row, Stack, styles } from '../../../kit';
import { useText } from '../../../translation/useText';
import { useField } from '../../../draft/FieldsContext';
import type { Path } from '../../../draft/path';
import { FieldBox } from '../../../fields/FieldBox';
import { RowButton } from '../../../fields/RowButton';

const useStyles = styles(({ space }) => ({
  row: { display: 'flex', alignItems: 'flex-start', gap: space(0.5) },
  fields: { flex: '1 1 auto', minWidth: 0 },
}));

function moved<T>(rows: readonly T[], from: number, by: -1 | 1): T[] {
  const next = [...rows];
  next.splice(from + by, 0, ...next.splice(from, 1));
  return next;
}

/** A list of the playbook: its rows in their order, and one more. */
export function Rows<T>(props: {
  path: Path;
  title: string;
  rows: readonly T[];
  /** What a new row says. */
  blank: T;
  most: number;
  addLabel: string;
  /** How one row is named to who does not see it, as "Step 2". */
  nameOf: (number: string) => string;
  row: (path: Path, name: string) => ReactNode;
}) {
  const css = useStyles();
  const t = useText();
  const { path, rows } = props;
  const field = useField(path);
  return (
    <Card title={props.title}>
      <FieldBox path={path} onLeave={field.touch}>
        <Stack gap={1.5}>
          {rows.map((_, index) => {
            const name = props.nameOf(String(index + 1));
            return (
              <div key={index} className={css.row}>
                <div className={css.fields}>
                  {props.row([...path, index], name)}
                </div>
                <RowButton
                  label={t('playbooks.form.up', { name })}
                  icon={<ArrowUpwardIcon fontSize="small" />}
                  idle={index === 0}
                  onPress={() => field.set(moved(rows, index, -1))}
                />
                <RowButton
                  label={t('playbooks.form.down', { name })}
                  icon={<ArrowDownwardIcon fontSize="small" />}
                  idle={index === rows.length - 1}
                  onPress={() => field.set(moved(rows, index, 1))}
                />
                <RowButton
                  label={t('playbooks.form.remove', { name })}
                  icon={<CloseIcon fontSize="small" />}
                  onPress={() =>
                    field.set(rows.filter((_row, at) => at !== index))
                  }
                />
              </div>
            );
          })}
          {rows.length < props.most && (
            <Row>
              <Button
                small
                icon={<AddIcon />}
                onPress={() => field.set([...rows, props.blank])}
              >
                {props.addLabel}
              </Button>
            </Row>
          )}
        </Stack>
      </FieldBox>
    </Card>
  );
}
