/**
 * HTML as it is read; whatever stands in `${}` is text, or markup of our own, never
 * HTML of a stranger's. (Named so that no formatter takes its spaces for HTML's:
 * those beside a line break are dropped.)
 */
export { html as markup } from 'htm/preact';
