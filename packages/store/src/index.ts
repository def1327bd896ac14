export { openStore } from './store.ts';
export type { Store, StoreLocation, StoreUser } from './store.ts';
