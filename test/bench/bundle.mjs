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

import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { root } from '../../scripts/lib/paths.mjs';

const PLUGIN = path.join(root, 'plugins', 'rollouts');

/** What every portal loads anyway is not the plugin's own. */
const SHARED = [
  'react',
  'react-dom',
  'react-router',
  'react-router-dom',
  '@material-ui/*',
  '@backstage/*',
  '@remixicon/*',
];

/** The chunk of an entry, and all chunks it loads at once. */
function loadedWith(outputs, start) {
  const found = new Set([start]);
  for (const chunk of found) {
    outputs[chunk].imports
      .filter(each => each.kind === 'import-statement' && outputs[each.path])
      .forEach(each => found.add(each.path));
  }
  return found;
}

function chunkOf(outputs, source) {
  const found = Object.entries(outputs).find(([, output]) =>
    output.entryPoint?.endsWith(source),
  );
  if (!found) throw new Error(`No chunk begins at ${source}`);
  return found[0];
}

/**
 * Gzipped bytes of the plugin's own code: what a portal loads at its start,
 * and what opening a page adds.
 */
export async function bundleSizes() {
  const { metafile, outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [path.join(PLUGIN, 'src', 'index.ts')],
    bundle: true,
    splitting: true,
    minify: true,
    metafile: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    jsx: 'automatic',
    outdir: path.join(root, 'node_modules', '.cache', 'stagecraft', 'bundle'),
    external: SHARED,
  });
  const bytes = new Map(
    outputFiles.map(file => [
      path.relative(root, file.path),
      gzipSync(file.contents).length,
    ]),
  );
  const sizeOf = chunks =>
    [...chunks].reduce((sum, chunk) => sum + (bytes.get(chunk) ?? 0), 0);
  const atStart = loadedWith(
    metafile.outputs,
    chunkOf(metafile.outputs, 'src/index.ts'),
  );
  const page = source =>
    sizeOf(
      new Set([
        ...atStart,
        ...loadedWith(metafile.outputs, chunkOf(metafile.outputs, source)),
      ]),
    );
  return {
    'at the start of the portal': sizeOf(atStart),
    'first page, Rollouts': page('src/pages/board/index.tsx'),
    'first page, Rollout': page('src/pages/rollout/index.tsx'),
    'first page, Request': page('src/pages/request/index.tsx'),
    'all of it, charts too': sizeOf(bytes.keys()),
  };
}
