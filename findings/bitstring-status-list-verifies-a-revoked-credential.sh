#!/usr/bin/env bash
# @digitalbazaar/vc-bitstring-status-list 2.0.1: `checkStatus` answers `verified: true` for a revoked credential.
#
# Guess:     `verified` of `checkStatus` is false when the credential's bit is set, as `verified` of `vc.verifyCredential` is
#            false when the signature is wrong.
# Behaviour: `verified` says only that the list could be read and belongs to the issuer. The bit is `results[0].status`: true for
#            a revoked credential. `vc.verifyCredential` passes the answer on as `statusResult`, so its caller has to look there too.
# Seen:      a clear bit: verified true, status false
#            a set bit: verified true, status true
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @digitalbazaar/vc-bitstring-status-list@2.0.1 @digitalbazaar/credentials-context@3.2.0
cat > look.mjs <<'JS'
import assert from 'node:assert';
import {checkStatus, createList} from '@digitalbazaar/vc-bitstring-status-list';

const LIST = 'https://issuer.example/status/1', ISSUER = 'https://issuer.example';
const list = await createList({length: 131072});
list.setStatus(7, true);
const published = {
  '@context': ['https://www.w3.org/ns/credentials/v2'],
  id: LIST,
  issuer: ISSUER,
  type: ['VerifiableCredential', 'BitstringStatusListCredential'],
  credentialSubject: {id: `${LIST}#list`, type: 'BitstringStatusList', statusPurpose: 'revocation', encodedList: await list.encode()},
};
const documentLoader = async url => ({documentUrl: url, document: published});

async function look(place) {
  const credential = {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    issuer: ISSUER,
    type: ['VerifiableCredential'],
    credentialSubject: {},
    credentialStatus: {id: `${LIST}#${place}`, type: 'BitstringStatusListEntry', statusPurpose: 'revocation', statusListIndex: `${place}`, statusListCredential: LIST},
  };
  const answer = await checkStatus({credential, documentLoader, verifyBitstringStatusListCredential: false});
  if (answer.error) throw answer.error;
  return [answer.verified, answer.results[0].status];
}

const seen = {'a clear bit': await look(6), 'a set bit': await look(7)};
for (const [bit, [verified, status]] of Object.entries(seen)) console.log(`${bit}: verified ${verified}, status ${status}`);
assert.deepStrictEqual(Object.values(seen), [[true, false], [true, true]], 'It answers otherwise now.');
JS
node look.mjs
