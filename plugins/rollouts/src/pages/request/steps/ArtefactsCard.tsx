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
import CloseIcon from '@material-ui/icons/Close';
import { Button, Card, Row, Stack } from '../../../kit';
import { useText } from '../../../translation/useText';
import { useDraftValue } from '../../../draft/DraftContext';
import { FieldRow } from '../../../fields/FieldRow';
import { ListInput, TextInput } from '../../../fields/inputs';
import { RowButton } from '../../../fields/RowButton';

const IMAGES = ['plan', 'artefacts', 'images'] as const;
const PINNED = /^(?<name>.+)@(?<digest>sha256:[0-9a-f]{64})$/;

function ImageFields(props: { index: number }) {
  const t = useText();
  const { state, dispatch } = useDraftValue();
  const { images } = state.form.plan.artefacts;
  const { index } = props;
  const write = (text: string) => {
    const pinned = PINNED.exec(text.trim())?.groups;
    dispatch({
      type: 'set',
      path: [...IMAGES, index],
      value: pinned
        ? { name: pinned.name, digest: pinned.digest }
        : { ...images[index], name: text },
    });
  };
  return (
    <FieldRow>
      <TextInput
        path={[...IMAGES, index, 'name']}
        label={t('request.field.image')}
        help={index === 0 ? t('request.target.imageHelp') : undefined}
        placeholder="registry.example.com/shop/checkout"
        onChange={write}
        required
      />
      <TextInput
        path={[...IMAGES, index, 'digest']}
        label={t('request.field.digest')}
        placeholder="sha256:…"
        required
      />
      {images.length > 1 && (
        <RowButton
          label={t('request.target.removeImage', { number: String(index + 1) })}
          icon={<CloseIcon fontSize="small" />}
          onPress={() =>
            dispatch({
              type: 'set',
              path: IMAGES,
              value: images.filter((_, at) => at !== index),
            })
          }
        />
      )}
    </FieldRow>
  );
}

/** Exactly what is released: images by digest, commit, pull request, authors. */
export function ArtefactsCard() {
  const t = useText();
  const { state, dispatch } = useDraftValue();
  const { images } = state.form.plan.artefacts;
  return (
    <Card title={t('request.target.artefacts')} level={4}>
      <Stack gap={2}>
        {images.map((_, index) => (
          <ImageFields key={index} index={index} />
        ))}
        <Row>
          <Button
            small
            icon={<AddIcon />}
            onPress={() =>
              dispatch({
                type: 'set',
                path: IMAGES,
                value: [...images, { name: '', digest: '' }],
              })
            }
          >
            {t('request.target.addImage')}
          </Button>
        </Row>
        <FieldRow even>
          <TextInput
            path={['plan', 'artefacts', 'commit']}
            label={t('request.field.commit')}
            help={t('request.target.commitHelp')}
            placeholder="9f8e7d6c5b4a"
            width={320}
            required
          />
          <TextInput
            path={['plan', 'artefacts', 'pullRequest']}
            label={t('request.field.pullRequest')}
            help={t('request.target.pullRequestHelp')}
            placeholder="https://"
          />
          <TextInput
            path={['plan', 'artefacts', 'build']}
            label={t('request.field.build')}
            help={t('request.target.buildHelp')}
            placeholder="https://"
          />
        </FieldRow>
        <ListInput
          path={['plan', 'artefacts', 'authors']}
          label={t('request.field.authors')}
          help={t('request.target.authorsHelp')}
          placeholder="user:default/dana"
        />
      </Stack>
    </Card>
  );
}
