import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  faultsOf,
  isWithoutBrowser,
  notRun,
  openBrowser,
} from '../../../../scripts/browser-for-tests.ts';
import type { Browser, Page } from '../../../../scripts/browser-for-tests.ts';
import { html } from './html.ts';
import { renderClass } from './render-class.ts';

const text = renderClass(html);

describe.skipIf(isWithoutBrowser)(`the page of a class in a browser${notRun}`, () => {
  let browser: Browser;
  let folder: string;
  let address: string;
  let page: Page;
  /** Requests, errors and dialogs: all that a page at rest has none of. */
  let events: string[];

  beforeAll(async () => {
    browser = await openBrowser();
    folder = await mkdtemp(path.join(tmpdir(), 'class-'));
    const file = path.join(folder, html.file);
    await writeFile(file, text);
    address = pathToFileURL(file).href;
  });
  afterAll(async () => {
    await browser.close();
    await rm(folder, { recursive: true });
  });
  afterEach(async () => {
    expect(events).toEqual([]);
    await page.close();
  });

  async function open({
    at = address,
    ...options
  }: Parameters<Browser['newPage']>[0] & { readonly at?: string } = {}): Promise<void> {
    page = await browser.newPage(options);
    events = [];
    page.on('request', (request) => {
      if (request.url() !== at) events.push(request.url());
    });
    page.on('pageerror', (error) => events.push(String(error)));
    page.on('console', (message) => events.push(message.text()));
    page.on('dialog', (dialog) => events.push(dialog.message()));
    await page.goto(at);
  }

  const learner = (name: string) => page.locator('.learner', { hasText: name });
  const namesShown = (within: string) =>
    page.locator(`${within} .name`).filter({ visible: true }).allInnerTexts();

  describe.each([
    ['with scripts', true],
    ['without scripts', false],
  ])('%s', (_, javaScriptEnabled) => {
    test('the class in numbers, and each learner in a row', async () => {
      await open({ javaScriptEnabled });
      expect(await page.locator('.figures').innerText()).toMatch(
        /^learners\s8\s✔ passed\s1\s✖ failed\s5\s/,
      );
      const rows = page.locator('.matrix tbody tr');
      expect((await rows.allInnerTexts()).slice(0, 7).map(cells)).toEqual([
        ['ada', '✔ passed', '10', '', '✔✔✔✔✔–✔✔'],
        ['ben', '✖ failed', '7.2', '1 d 8 h', '✔✔✖✔✔–✔✔'],
        ['cleo', '✖ failed', '6', '', '✔✔✔✔✔–✖✔'],
        ['dora', '✖ failed', '9', '', '✔✔✔✔✔–✔✖'],
        ['emil', '! could not be judged', 'none', '', '✔✔✔✔!–!!'],
        ['finn', '⊘ refused', 'none', '', '––––––––'],
        ['gus', '✖ failed', '0', '', '✖·······'],
      ]);
      expect(await page.locator('.matrix thead th').last().innerText()).toContain('hidden');
      expect(await rows.first().getByRole('img').first().getAttribute('aria-label')).toBe('passed');
    });

    test('trouble stands apart from mistakes', async () => {
      await open({ javaScriptEnabled });
      expect(await namesShown('#trouble')).toEqual(['emil', 'finn']);
      expect(await namesShown('#mistakes')).not.toContain('emil');
      const mistake = await page.locator('.mistake').first().innerText();
      expect(mistake).toContain('1 learner, 14 %');
      expect(mistake).toContain('The image exposes no port: EXPOSE 8000 stands in a comment.');
      expect(await page.locator('.mistake .wrong').first().innerText()).toBe('# EXPOSE 8000');
    });

    test('a link opens a learner, with every step’s verdict', async () => {
      await open({ javaScriptEnabled });
      expect(await learner('ben').locator('.verdicts').isVisible()).toBe(false);
      await page.locator('.matrix a', { hasText: 'ben' }).click();
      await learner('ben').locator('.verdicts').waitFor();
      expect(await learner('ben').locator('.verdicts > li').allInnerTexts()).toHaveLength(8);
      expect(await learner('ben').innerText()).toContain('1 d 8 h, which takes 20 % off');
    });

    test('what a learner wrote is text, whatever it looks like', async () => {
      await open({ javaScriptEnabled });
      await page.locator('.matrix a').last().click();
      const source = page.locator('.learner').last().locator('.source');
      await source.locator('summary').click();
      expect(await source.innerText()).toContain('</script><img src=x onerror=alert(1)>\\u202e');
      expect(await page.locator('img, iframe, script').count()).toBe(1);
      expect(
        await page.locator('a:not([href^="#"], [href^="https://docs.docker.com/"])').count(),
      ).toBe(0);
    });

    test('on paper all can be read, and nothing is there to be clicked', async () => {
      await open({ javaScriptEnabled });
      await page.emulateMedia({ media: 'print' });
      const unseen = await page.evaluate(
        `[...document.querySelectorAll('.verdicts, .note, .matrix tr')]
          .filter((element) => !element.checkVisibility({ contentVisibilityAuto: true }))
          .map((element) => element.textContent)`,
      );
      expect(unseen).toEqual([]);
      expect(await page.locator('header nav').isVisible()).toBe(false);
      expect(await page.locator('#filter').isVisible()).toBe(false);
      const cut = await page.evaluate(
        `[...document.querySelectorAll('.scroller')].some((one) => one.scrollHeight > one.clientHeight)`,
      );
      expect(cut).toBe(false);
    });
  });

  test('without scripts there is no filter', async () => {
    await open({ javaScriptEnabled: false });
    expect(await page.locator('#filter').isVisible()).toBe(false);
  });

  test('the filter: by name, by outcome, by lateness', async () => {
    await open();
    const shown = async () => [
      await namesShown('.matrix tbody'),
      await namesShown('#learners'),
      await page.locator('#filter output').innerText(),
    ];
    await page.getByLabel('Name').fill('  DA ');
    expect(await shown()).toEqual([['ada'], ['ada'], '1 of 8']);
    await page.getByLabel('Name').fill('');
    await page.getByLabel('Show').selectOption('error');
    expect(await shown()).toEqual([['emil'], ['emil'], '1 of 8']);
    await page.getByLabel('Show').selectOption('late');
    expect(await shown()).toEqual([['ben'], ['ben'], '1 of 8']);
    await page.getByLabel('Name').fill('nobody');
    expect(await shown()).toEqual([[], [], '0 of 8']);
    await page.getByLabel('Name').fill('');
    await page.getByLabel('Show').selectOption('');
    expect((await namesShown('#learners')).length).toBe(8);
  });

  test('a filter of before is not left half', async () => {
    await open();
    await page.getByLabel('Name').fill('ada');
    await page.reload();
    const kept = await page.getByLabel('Name').inputValue();
    expect(await namesShown('#learners')).toHaveLength(kept === 'ada' ? 1 : 8);
  });

  test.each(['light', 'dark'] as const)('axe finds nothing wrong: %s', async (colorScheme) => {
    await open({ colorScheme });
    await page.evaluate(
      `for (const details of document.querySelectorAll('details')) details.open = true`,
    );
    expect(await faultsOf(page)).toEqual([]);
  });

  test('on a narrow screen nothing is cut off; names and steps of the matrix stay in sight', async () => {
    await open({ viewport: { width: 360, height: 400 } });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
    const offsets = await page.evaluate(`(() => {
      const matrix = document.querySelector('.scroller.tall');
      matrix.scrollTo(200, 150);
      const from = matrix.getBoundingClientRect();
      const head = matrix.querySelector('thead').getBoundingClientRect();
      const name = matrix.querySelector('tbody tr:last-child th').getBoundingClientRect();
      return [matrix.scrollTop, head.top - from.top, name.left - from.left];
    })()`);
    expect(offsets).toEqual([150, 1, 1]);
  });

  test('the keyboard alone: from the matrix to a learner', async () => {
    await open();
    await page.locator('.matrix a').nth(2).focus();
    await page.keyboard.press('Enter');
    await learner('cleo').locator('.verdicts').waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.closest(".learner").innerText')).toContain(
      'cleo',
    );
  });

  test('is HTML in which a browser finds nothing to mend', async () => {
    await open({ at: 'about:blank' });
    // As XML, which mends nothing, it has the same elements within one another.
    const [found, strict] = await page.evaluate<readonly unknown[]>(`((text) =>
      ['text/html', 'application/xhtml+xml'].map((type) => {
        const { documentElement } = new DOMParser().parseFromString(text, type);
        const trouble = documentElement.querySelector('parsererror')?.textContent;
        const pathOf = (element) =>
          (element.parentElement ? pathOf(element.parentElement) + ' ' : '') + element.localName;
        return trouble ?? [...documentElement.querySelectorAll('*')].map(pathOf);
      })
    )(${JSON.stringify(wellFormed(text))})`);
    expect(strict).toEqual(found);
  });
});

/** The text of a row, its signs together. */
function cells(row: string): readonly string[] {
  const [name = '', outcome = '', score = '', late = '', ...signs] = row.split('\t');
  return [name, outcome, score, late, signs.join('')];
}

/** The same without what XML has other rules for: values of flags, styles and scripts. */
function wellFormed(text: string): string {
  return text
    .replace(/(<(?:style|script)>)[\s\S]*?(<\/)/g, '$1$2')
    .replace(/ (hidden|data-late|value)(?=[ >])/g, ' $1=""')
    .replaceAll(']]>', ']]&gt;');
}
