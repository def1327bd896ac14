import { loadWorkshop } from '@kit/verify';
import { expect, test } from 'vitest';
import { readPages } from './pages.ts';

const pages = await readPages(await loadWorkshop('containerize-python'));

test('a page for each step, without the title that stands above it', () => {
  expect(pages).toHaveLength(11);
  expect(pages.map(({ html }) => html)).not.toContainEqual(expect.stringContaining('<h1'));
});

test('code is coloured by kind, without styles of its own', () => {
  const { html = '' } = pages[1] ?? {};
  expect(html).toContain('<span class="keyword">FROM</span> python:3-alpine');
  expect(pages.some((page) => page.html.includes('style='))).toBe(false);
});

test('links to other steps stay in the guide, others open a page of their own', () => {
  const links = pages.flatMap(({ html }) => [...html.matchAll(/<a [^>]*>/g)].map(([link]) => link));
  const isRight = (link: string) =>
    /^<a href="\/step\/[a-z-]+">$/.test(link) ||
    /^<a href="https?:\/\/[^"]+" target="_blank" rel="noreferrer">$/.test(link);
  expect(links.filter((link) => !isRight(link))).toEqual([]);
});
