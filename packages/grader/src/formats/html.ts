import type { Format } from './format.ts';
import { page } from './html/page.ts';

/** One page with everything in it: it asks for no other file, and needs no script to be read. */
export const html: Format = {
  name: 'html',
  file: 'class.html',
  scope: 'class',
  render: page,
};
