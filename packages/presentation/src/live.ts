/** What the kit's pages in a browser, which follow what happens, have in common. */
export { createFollowers } from './followers.ts';
export type { Followers } from './followers.ts';
export { isOwnHost, localAddresses } from './network.ts';
export { pageFiles } from './page-files.ts';
export type { BuiltFile } from './page-files.ts';
export { headersWith, listen, refuse, stop } from './serving.ts';
