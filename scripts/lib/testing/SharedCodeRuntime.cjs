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

const vm = require('node:vm');
const BackstageRuntime = require('@backstage/cli/config/jestCachingModuleLoader');

/** What this process compiled: `{ source, script }`. */
const compiled = new Map();

/** What a module imports by itself is bound to the test file it runs for. */
const IMPORTS = /\bimport\s*\(/;

function compile(source, filename, parameters) {
  const head = `(function(${parameters}){`;
  try {
    return new vm.Script(`${head}${source}\n})`, {
      filename,
      columnOffset: -head.length,
    });
  } catch {
    // Jest says better what is wrong with it.
    return undefined;
  }
}

/**
 * Jest's runtime, which compiles each module once a process and not once a test
 * file. All the same each test file runs all its modules anew, in a context of
 * its own.
 */
module.exports = class SharedCodeRuntime extends BackstageRuntime {
  createScriptFromCode(source, filename) {
    const script = this.#scriptOf(source, filename);
    const context = this._environment.getVmContext();
    return script === undefined || context === null
      ? super.createScriptFromCode(source, filename)
      : script.runInContext(context);
  }

  #scriptOf(source, filename) {
    // Packages for browsers and for Node are transformed differently.
    const key = `${this._config.id} ${filename}`;
    const known = compiled.get(key);
    if (known?.source === source) return known.script;
    const script = IMPORTS.test(source)
      ? undefined
      : compile(source, filename, this.constructInjectedModuleParameters());
    compiled.set(key, { source, script });
    return script;
  }
};
