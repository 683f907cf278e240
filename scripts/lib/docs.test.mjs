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

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import ts from 'typescript';
import { filesUnder } from './files.mjs';
import { root } from './paths.mjs';

const read = file => readFileSync(path.join(root, file), 'utf8');

/** The dotted names of what can be set: `clusters[].url` for each of a list. */
function settingsOf(type, prefix = '') {
  if (ts.isTypeLiteralNode(type) || ts.isInterfaceDeclaration(type)) {
    return type.members.filter(ts.isPropertySignature).flatMap(member => {
      const name = member.name.getText();
      return settingsOf(member.type, prefix ? `${prefix}.${name}` : name);
    });
  }
  const items = ts.isArrayTypeNode(type)
    ? type.elementType
    : ts.isTypeReferenceNode(type) &&
      type.typeName.getText() === 'Array' &&
      type.typeArguments?.[0];
  return items && ts.isTypeLiteralNode(items)
    ? settingsOf(items, `${prefix}[]`)
    : [prefix];
}

function settingsIn(file) {
  const source = ts.createSourceFile(
    file,
    read(file),
    ts.ScriptTarget.ES2022,
    true,
  );
  return source.statements
    .filter(ts.isInterfaceDeclaration)
    .flatMap(declaration => settingsOf(declaration));
}

/** GitHub's and MkDocs's anchor of a heading. */
function anchorOf(heading) {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');
}

function anchorsIn(markdown) {
  const prose = markdown.replace(/^ *```[^]*?^ *```/gm, '');
  return [...prose.matchAll(/^#+ (.+)$/gm)].map(([, text]) => anchorOf(text));
}

/** Why a link of a page leads nowhere; undefined when it leads somewhere. */
function deadBecause(page, link) {
  const [target, anchor] = link.split('#');
  const file = target
    ? path.join(path.dirname(page), target)
    : path.normalize(page);
  if (!existsSync(path.join(root, file))) return `${file} does not exist`;
  if (page.startsWith('docs/') && !file.startsWith('docs')) {
    return `${file} is outside docs, which is all that TechDocs serves`;
  }
  return anchor && !anchorsIn(read(file)).includes(anchor)
    ? `${file} has no heading #${anchor}`
    : undefined;
}

const pages = (await filesUnder('docs')).filter(file => file.endsWith('.md'));
const declarations = (await filesUnder('packages', 'plugins')).filter(file =>
  file.endsWith('/config.d.ts'),
);
const readmes = (await filesUnder('packages', 'plugins')).filter(file =>
  file.endsWith('/README.md'),
);

test('the configuration page has every setting that is declared', () => {
  const page = read('docs/configuration.md');
  const settings = declarations.flatMap(settingsIn);
  assert.ok(settings.includes('rollouts.sampling.interval'));
  assert.deepEqual(
    settings.filter(setting => !page.includes(`\`${setting}\``)),
    [],
  );
});

test('the configuration page has no setting that is not declared', () => {
  const settings = declarations.flatMap(settingsIn);
  const told = [
    ...read('docs/configuration.md').matchAll(
      /^\| `((?:rollouts|kubernetes|sandbox|auth)\.\S+)`/gm,
    ),
  ].map(([, setting]) => setting);
  assert.ok(told.length > 0);
  assert.deepEqual(
    told.filter(setting => !settings.includes(setting)),
    [],
  );
});

for (const page of [...pages, ...readmes, 'README.md', 'CONTRIBUTING.md']) {
  test(`every link of ${page} leads somewhere`, () => {
    const links = [...read(page).matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, link]) => link)
      .filter(link => !/^[a-z]+:/.test(link));
    const dead = links.flatMap(link => {
      const because = deadBecause(page, link);
      return because ? [`${link}: ${because}`] : [];
    });
    assert.deepEqual(dead, []);
  });
}

test('the page on installing has every permission', () => {
  const page = read('docs/install.md');
  const declared = [
    ...read('plugins/rollouts-common/src/permissions.ts').matchAll(
      /name: '(rollouts\.[a-z.]+)'/g,
    ),
  ].map(([, name]) => name);
  assert.ok(declared.includes('rollouts.rollout.read'));
  assert.deepEqual(
    declared.filter(name => !page.includes(`\`${name}\``)),
    [],
  );
});

test('every page stands in the navigation, and nothing else does', () => {
  const listed = [...read('mkdocs.yml').matchAll(/: (\S+\.md)$/gm)].map(
    ([, page]) => `docs/${page}`,
  );
  assert.deepEqual(listed.sort(), [...pages].sort());
});
