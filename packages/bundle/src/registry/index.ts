/** How registries are asked: for whoever only looks whether they answer, too. */
export { readChallenge, readToken, tokenAddress } from './bearer.ts';
export { acceptedManifests, dockerHub } from './addresses.ts';
export { openWay } from './web.ts';
export { isStrangersCertificate, isWrongTime, whyNoAnswer } from './why-no-answer.ts';
