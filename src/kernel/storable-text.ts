/**
 * The beginning of a text from outside, as PostgreSQL can store it in `text` and `jsonb`: no NUL, and no half of a
 * surrogate pair, which cutting a text can leave behind.
 *
 * @param lengthMax in UTF-16 code units
 */
export function storableText(text: string, lengthMax: number): string {
  return text.slice(0, lengthMax).toWellFormed().replaceAll('\0', '\u{FFFD}');
}
