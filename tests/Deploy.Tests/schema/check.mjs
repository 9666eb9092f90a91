// SPDX-License-Identifier: Apache-2.0
// Validates YAML files by the models of the Kubernetes API, and writes them as typed constants for the compiler, which finds unknown fields.
import { readFileSync, writeFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';

// Of other projects, and not in the models.
const foreign = /^(nfd\.k8s-sigs\.io|kustomize\.config\.k8s\.io|dapr\.io)\//;
const constants = [];
let failures = 0;

const fail = (file, ...what) => {
  console.error(file, ...what);
  failures++;
};

async function check(file, object) {
  const models = await import(`kubernetes-models/${object.apiVersion}`);
  const Model = models[object.kind];
  if (Model === undefined) return fail(file, `unknown kind ${object.kind}`);
  try {
    new Model(object).validate();
  } catch (error) {
    fail(file, object.kind, error.message);
  }
  const name = `object${constants.length}`;
  constants.push(`import type { I${object.kind} as T${name} } from 'kubernetes-models/${object.apiVersion}';\n`
    + `export const ${name}: T${name} = ${JSON.stringify(object, null, 1)}; // ${file}\n`);
}

for (const file of process.argv.slice(2)) {
  for (const document of parseAllDocuments(readFileSync(file, 'utf8'), { uniqueKeys: true })) {
    if (document.errors.length > 0) fail(file, document.errors[0].message);
    else if (!foreign.test(document.toJSON().apiVersion)) await check(file, document.toJSON());
  }
}

writeFileSync('objects.ts', constants.join('\n'));
console.log(`${constants.length} objects`);
process.exitCode = failures === 0 ? 0 : 1;
