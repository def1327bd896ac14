import { plain } from '@kit/checker';
import { stringify } from 'csv-stringify/sync';

/**
 * Rows for a spreadsheet: RFC 4180 in UTF-8, with the mark that Excel wants to know it by.
 * A text that would be a formula is none.
 */
export function spreadsheet(rows: readonly (readonly (string | number)[])[]): string {
  return stringify(
    rows.map((row) => [...row]),
    { bom: true, record_delimiter: 'windows', escape_formulas: true },
  );
}

// Where the list separator of a country is `;`, or text is split at tabs, a
// cell can begin in the middle of ours.
const formulaInside = /(?<=[;|]["\s]*)(?=[=+\-@＝＋－＠])/g;

/** A stranger's text for one cell. */
export function textCell(text: string): string {
  return plain(text, 500).replace(formulaInside, "'");
}
