import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page } from './page.ts';

test('the page says what it is told, and nothing in it is taken for HTML', () => {
  assert.match(page({ 'Host name': 'a<b' }), /<dt>Host name<\/dt><dd>a&lt;b<\/dd>/);
});
